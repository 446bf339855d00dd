// What came of charms' handlers, as data and as a table. Rule: contract/wrappers.md, section 3.
#pragma once

#include "cli/formatters/record.h"
#include "core/handler_outcome.h"

#include <string>
#include <vector>

namespace periapt::cli {

/// event -> outcome with its promises; of one unit.
Value handlers_document(const std::vector<HandlerReport>& reports);
/// unit -> event -> outcome.
Value promises_document(const std::vector<HandlerReport>& reports);
std::string promises_table(const std::vector<HandlerReport>& reports, bool colour);

/// Of one preview: `~ File[/etc/wiki.conf] content (secret)`, a line for each promise that is not simply kept.
std::string preview_text(const HandlerOutcome& outcome);
Value preview_document(const HandlerOutcome& outcome);

} // namespace periapt::cli
