// Words about storage on command lines. Rule: contract/cli.md 1.9 and 2.20, contract/charm-format.md 3.2.
#pragma once

#include "cli/session.h"
#include "wire/storage_messages.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::cli {

/// `label=DIRECTIVE` each, checked. Throws Error(invalid) with the contract's texts.
std::map<std::string, std::string> storage_directives(const std::vector<std::string>& words);
/// The same; a label alone is one more of it.
std::map<std::string, std::string> storage_additions(const std::vector<std::string>& words);

/// `key=value` each, of a pool. Throws UsageError.
std::map<std::string, std::string> pool_attributes(const std::vector<std::string>& words);

/// What was asked for each storage, as words around its id: "detaching data/0", "failed to detach data/0: reason".
struct StorageVerb {
  const char* going;    // detaching
  const char* bare;     // detach
  std::string rest = ""; // " to web/0"
};
/// True if all went well.
bool tell_results(Session& session, const wire::StorageResults& results, const StorageVerb& verb);

} // namespace periapt::cli
