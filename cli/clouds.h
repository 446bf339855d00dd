// Clouds as this client and its controllers know them: records of where machines could come from. Our machines come
// from the controller's own provider; the records are for scripts and people that keep them.
//   $DATA/clouds.yaml          clouds added on this client
//   $DATA/public-clouds.yaml   when it is there, instead of the built-in public ones
// Rule: contract/cli.md 1.8 and 2.22. Threads: one.
#pragma once

#include "cli/formatters/record.h"
#include "cli/session.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct CloudRecord {
  std::string defined; // built-in, public, local
  charm::YamlMap definition;
};
using CloudRecords = std::map<std::string, CloudRecord>;

/// Which side a command speaks of.
struct CloudSides {
  bool client = false;
  std::optional<ControllerEntry> controller;
};
/// --client and --controller (or --target-controller); neither: this client, and the current controller if there is one.
CloudSides cloud_sides(const Session& session);
void declare_cloud_sides(OptionSet& options);

CloudRecords client_clouds(const Session& session);
CloudRecords controller_clouds(Session& session, const ControllerEntry& controller);

/// The definition of that cloud in the file: `clouds: {NAME: {…}}`, or bare. Throws Error(not_found, invalid).
charm::YamlMap cloud_in_file(const Session& session, const std::string& file, const std::string& name);

void save_client_cloud(Session& session, const std::string& name, const charm::YamlMap& definition);
/// False when it is not one of this client's own.
bool remove_client_cloud(Session& session, const std::string& name);
/// `existing`: it is there and is replaced; else it must not be there.
void send_cloud(Session& session, const ControllerEntry& controller, const std::string& name,
                const charm::YamlMap& definition, bool existing);

/// As `clouds` and `show-cloud` show it; `of_controller`: with its users.
Value cloud_document(const CloudRecord& cloud, int credential_count, bool of_controller);

} // namespace periapt::cli
