#include "services/model_defaults.h"

#include "core/error.h"
#include "services/model_config_rules.h"
#include "store/model_default_repository.h"

#include <optional>

namespace periapt::services {

ModelDefaults model_defaults(const store::ReadTransaction& transaction) {
  ModelDefaults defaults{.controller = {}, .regions = store::model_defaults::all(transaction)};
  if (auto own = defaults.regions.extract("")) defaults.controller = std::move(own.mapped());
  return defaults;
}

void set_model_defaults(store::WriteTransaction& transaction, const ModelDefaultsChange& change) {
  std::map<std::string, std::optional<std::string>> changes;
  for (const auto& [key, value] : change.set) {
    check_model_setting(key, value);
    changes[key] = value;
  }
  for (const auto& key : change.reset)
    if (!changes.try_emplace(key).second)
      throw make_error(ErrorKind::invalid, "cannot set and reset key \"{}\" simultaneously", key);
  store::model_defaults::set(transaction, change.region, changes);
}

std::map<std::string, std::string> inherited_settings(const store::ReadTransaction& transaction,
                                                      const std::string& region) {
  auto defaults = model_defaults(transaction);
  auto settings = std::move(defaults.regions[region]);
  settings.merge(defaults.controller);
  return settings;
}

} // namespace periapt::services
