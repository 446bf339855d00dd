#include "services/clouds.h"

#include "charm/yaml_reader.h"
#include "core/error.h"
#include "store/access_repository.h"
#include "store/cloud_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

bool is_cloud_name(const std::string& name) {
  return !name.empty() && name.size() <= 200 && std::isalnum(static_cast<unsigned char>(name.front())) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
}

void require_other_cloud(const std::string& name, const std::string& own_cloud, const char* what) {
  if (name == own_cloud)
    throw make_error(ErrorKind::conflict, "cannot {} cloud \"{}\": it is the controller's own", what, name);
}

} // namespace

void set_cloud(store::WriteTransaction& transaction, const CloudChange& change, const std::string& own_cloud) {
  if (!is_cloud_name(change.name)) throw make_error(ErrorKind::invalid, "cloud name \"{}\" not valid", change.name);
  require_other_cloud(change.name, own_cloud, change.existing ? "update" : "add");
  const charm::YamlReader definition("cloud", charm::parse_yaml(change.definition));
  if (definition.node().type() != charm::YamlType::mapping || !definition.has("type"))
    throw make_error(ErrorKind::invalid, "cloud \"{}\" has no type", change.name);
  const bool known = store::clouds::list(transaction).contains(change.name);
  if (known && !change.existing) throw make_error(ErrorKind::already_exists, "cloud \"{}\" already exists", change.name);
  if (!known && change.existing) throw make_error(ErrorKind::not_found, "cloud \"{}\" not found", change.name);
  store::clouds::set(transaction, change.name, change.definition);
}

void remove_cloud(store::WriteTransaction& transaction, const std::string& name, const std::string& own_cloud) {
  require_other_cloud(name, own_cloud, "remove");
  if (!store::clouds::remove(transaction, name)) throw make_error(ErrorKind::not_found, "cloud \"{}\" not found", name);
  store::access::forget_cloud(transaction, name);
}

} // namespace periapt::services
