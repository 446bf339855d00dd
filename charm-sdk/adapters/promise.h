// `promise kept|changed|not-kept|skipped ID [REASON]`: how a script says what it did. It is this program under another
// name, first in the PATH of what a handler runs; each call adds a line to RUN/promises.jsonl.
// Rule: contract/wrappers.md, section 5.1.
#pragma once

#include "core/handler_outcome.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::adapters {

/// The program; returns its exit status: 2 for what is typed wrong, 1 outside of a handler.
int run_promise(const std::vector<std::string>& arguments);

/// What was said in that run so far.
std::vector<PromiseOutcome> said_promises(const std::filesystem::path& run);

} // namespace periapt::adapters
