// What `default-region` and `default-credential` have in common: one default of a cloud, kept with its credentials.
// Rule: contract/cli.md 4, "Clouds and credentials".
#pragma once

#include "cli/session.h"

#include <string>

namespace periapt::cli {

void declare_cloud_default(OptionSet& options);

/// The words of `default-region CLOUD [VALUE] [--reset]`.
struct CloudDefaultWords {
  std::string cloud;
  std::string value; // empty: it is read, or reset
  bool reset = false;
};
/// Throws UsageError; Error(not_found) for a cloud that this client does not know.
CloudDefaultWords cloud_default_words(const Session& session, const std::string& command, const std::string& value);

/// `what` is region or credential. Tells it.
void tell_cloud_default(Session& session, const std::string& what, const std::string& cloud);
void reset_cloud_default(Session& session, const std::string& what, const std::string& cloud);

} // namespace periapt::cli
