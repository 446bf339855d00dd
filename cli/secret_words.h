// What the commands about user secrets share: content from words and files. Rule: contract/cli.md 2.19.
#pragma once

#include "core/secret.h"

#include <string>
#include <vector>

namespace periapt::cli {

class OptionSet;
class Session;

/// --file and --info
void declare_secret_content(OptionSet& options);

/// From `key=value…` words and --file, which wins. Empty when there is neither. Throws UsageError.
SecretContent secret_content(const Session& session, const std::vector<std::string>& words);

/// The positional words after the first. Throws UsageError `missing secret name` / what `missing` says without one.
std::vector<std::string> words_after_first(const std::vector<std::string>& words, const std::string& missing);

} // namespace periapt::cli
