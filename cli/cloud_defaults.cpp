#include "cli/cloud_defaults.h"

#include "cli/clouds.h"
#include "cli/credentials.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

void declare_cloud_default(OptionSet& options) { options.flag("reset", "there is to be none"); }

CloudDefaultWords cloud_default_words(const Session& session, const std::string& command, const std::string& value) {
  const auto& words = session.arguments.positional();
  if (words.empty())
    throw UsageError(fmt::format("Usage: {} {} <cloud-name> [<{}-name>]", session.surroundings.program, command, value));
  refuse_surplus(words, 2);
  const bool reset = session.arguments.flag("reset");
  if (reset && words.size() > 1) throw UsageError(fmt::format("cannot specify a {} and --reset", value));
  if (!client_clouds(session).contains(words[0])) throw make_error(ErrorKind::not_found, "cloud {} not found", words[0]);
  return {words[0], words.size() > 1 ? words[1] : "", reset};
}

void tell_cloud_default(Session& session, const std::string& what, const std::string& cloud) {
  const auto value = credential_default(session, cloud, what);
  session.console.info(value.empty() ? fmt::format("Default {} for cloud \"{}\" is not set on this client.", what, cloud)
                                     : fmt::format("Default {} for cloud \"{}\" is \"{}\" on this client.", what, cloud, value));
}

void reset_cloud_default(Session& session, const std::string& what, const std::string& cloud) {
  set_credential_default(session, cloud, what, "");
  session.console.info(fmt::format("Default {} for cloud \"{}\" is no longer set on this client.", what, cloud));
}

} // namespace periapt::cli
