#include "cli/commands/default_region.h"

#include "cli/cloud_defaults.h"
#include "cli/clouds.h"
#include "cli/credentials.h"
#include "cli/yaml_fields.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void require_region(const charm::YamlMap& definition, const std::string& cloud, const std::string& region) {
  const auto& regions = map_field(definition, "regions");
  if (regions.empty()) throw make_error(ErrorKind::not_found, "cloud {} has no regions", cloud);
  if (region.empty() || find_field(regions, region)) return;
  std::vector<std::string> known;
  for (const auto& [name, fields] : regions) known.push_back(name);
  throw make_error(ErrorKind::not_found, "region \"{}\" not found (expected one of {})", region, quoted_list(known));
}

void run_default_region(Session& session) {
  const auto words = cloud_default_words(session, "default-region", "region");
  require_region(client_clouds(session).at(words.cloud).definition, words.cloud, words.value);
  if (words.reset) return reset_cloud_default(session, "region", words.cloud);
  if (words.value.empty()) return tell_cloud_default(session, "region", words.cloud);
  set_credential_default(session, words.cloud, "region", words.value);
  session.console.info(fmt::format("Default region in {} set to \"{}\".", words.cloud, words.value));
}

} // namespace

Command default_region_command() {
  return {.name = "default-region",
          .aliases = {"set-default-region"},
          .arguments = "<cloud name> [<region>]",
          .purpose = "Shows, sets or resets the default region of a cloud on this client.",
          .details = "It is kept with the cloud's credentials; our machines need none.",
          .examples = "{program} default-region aws\n{program} default-region aws us-east-1\n{program} default-region aws --reset",
          .see_also = {"regions", "default-credential"},
          .declare = declare_cloud_default,
          .run = run_default_region};
}

} // namespace periapt::cli
