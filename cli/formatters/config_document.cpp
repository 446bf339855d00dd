#include "cli/formatters/config_document.h"

namespace periapt::cli {

namespace {

Value option_of(const wire::ConfigOption& option) {
  Record record;
  if (option.default_value) record.add("default", value_of(*option.default_value));
  record.add("description", option.description).add("source", option.source).add("type", option.type);
  if (option.value) record.add("value", value_of(*option.value));
  return record.value();
}

Value trust_of(bool trust) {
  Map option = std::get<Map>(Record()
                                 .add("default", false)
                                 .add("description", "Does this application have access to trusted credentials")
                                 .add("source", trust ? "user" : "default")
                                 .add("type", "bool")
                                 .add("value", trust)
                                 .value()
                                 .data);
  return Map{{"trust", std::move(option)}};
}

} // namespace

Value value_of(const ConfigValue& value) {
  return std::visit([](const auto& held) { return Value(held); }, value);
}

Value config_document(const wire::ApplicationConfig& config) {
  Map settings;
  for (const auto& option : config.options) settings.emplace_back(option.name, option_of(option));
  return Record()
      .add("application", config.application)
      .add("application-config", trust_of(config.trust))
      .add("charm", config.charm)
      .add("settings", std::move(settings))
      .value();
}

} // namespace periapt::cli
