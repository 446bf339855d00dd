#include "services/configure.h"

#include "core/error.h"
#include "services/config_texts.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"

namespace periapt::services {
namespace {

using namespace store;

ConfigOptionView view_of(const charm::ConfigOption& option, const ConfigValues& explicit_values) {
  ConfigOptionView view{.name = option.name,
                        .type = std::string(charm::name_of(option.type)),
                        .description = option.description,
                        .value = option.default_value,
                        .default_value = option.default_value,
                        .source = option.default_value ? "default" : "unset"};
  const auto set = explicit_values.find(option.name);
  if (set == explicit_values.end() || set->second == option.default_value) return view;
  view.value = set->second;
  view.source = "user";
  return view;
}

} // namespace

ApplicationConfigView application_config(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  const auto application = applications::get(transaction, model, name);
  const auto explicit_values = applications::config(transaction, application.id);
  ApplicationConfigView view{.application = application.name,
                             .charm = charms::get(transaction, application.charm).name,
                             .trust = application.trust,
                             .options = {}};
  for (const auto& [_, option] : charms::config_options(transaction, application.charm))
    view.options.push_back(view_of(option, explicit_values));
  return view;
}

void configure(WriteTransaction& transaction, ModelId model, const std::string& name, const ConfigChange& change) {
  const auto application = applications::get(transaction, model, name);
  const auto options = charms::config_options(transaction, application.charm);
  auto parsed = parse_config_texts(options, change.set);
  for (const auto& key : change.reset) {
    if (change.set.contains(key))
      throw make_error(ErrorKind::invalid, "cannot set and reset key \"{}\" simultaneously", key);
    if (key == trust_option) parsed.trust = false;
    else parsed.values[charm::find_option(options, key).name] = std::nullopt;
  }
  applications::set_config(transaction, application, parsed.values, parsed.trust);
}

} // namespace periapt::services
