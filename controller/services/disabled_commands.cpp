#include "services/disabled_commands.h"

#include "core/error.h"
#include "store/model_repository.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace periapt::services {
namespace {

namespace blocks = store::disabled_commands;

constexpr std::string_view all_set = "all";
constexpr std::string_view destroy_model_set = "destroy-model";
constexpr std::string_view remove_object_set = "remove-object";

constexpr auto default_words = "the operation has been blocked";

// What follows the first line of a refusal; the last line says how to go on.
constexpr auto change_text = R"(
All operations that change model have been disabled for the current model.
To enable changes, run

    juju enable-command all
)";
constexpr auto removal_text = R"(
All operations that remove machines, applications, units or
relations have been disabled for the current model.
To enable removal, run

    juju enable-command remove-object
)";
constexpr auto destruction_text = R"(
destroy-model operation has been disabled for the current model.
To enable the command run

    juju enable-command destroy-model
)";

struct CommandSet {
  std::string_view name;
  Effect least; // the mildest effect that it forbids
  const char* text;
};
constexpr std::array command_sets{CommandSet{destroy_model_set, Effect::destroys, destruction_text},
                                  CommandSet{remove_object_set, Effect::removes, removal_text},
                                  CommandSet{all_set, Effect::changes, change_text}};

void require_known_set(const std::string& name) {
  const auto has_name = [&](const CommandSet& one) { return one.name == name; };
  if (std::none_of(command_sets.begin(), command_sets.end(), has_name))
    throw Error(ErrorKind::invalid, "bad command set, valid options: all, destroy-model, remove-object");
}

} // namespace

void refuse_disabled(const store::ReadTransaction& transaction, ModelId model, Effect effect) {
  const auto disabled = blocks::of_model(transaction, model);
  for (const auto& set : command_sets) {
    const auto found = disabled.find(std::string(set.name));
    if (found == disabled.end() || effect < set.least) continue;
    throw make_error(ErrorKind::conflict, "{}\n{}", found->second.empty() ? default_words : found->second, set.text);
  }
}

void disable_commands(store::WriteTransaction& transaction, ModelId model, const std::string& command_set,
                      const std::string& message) {
  require_known_set(command_set);
  if (!blocks::insert(transaction, model, command_set, message))
    throw make_error(ErrorKind::already_exists, "command set \"{}\" is already disabled", command_set);
}

void enable_commands(store::WriteTransaction& transaction, ModelId model, const std::string& command_set) {
  require_known_set(command_set);
  if (!blocks::remove(transaction, model, command_set))
    throw make_error(ErrorKind::not_found, "command set \"{}\" is not disabled", command_set);
}

std::vector<ModelWithDisabledCommands> models_with_disabled_commands(const store::ReadTransaction& transaction) {
  std::vector<ModelWithDisabledCommands> models;
  for (const auto& model : store::models::list(transaction)) {
    ModelWithDisabledCommands one{.name = model.owner + "/" + model.name, .uuid = model.uuid, .command_sets = {}};
    for (const auto& [set, message] : blocks::of_model(transaction, model.id)) one.command_sets.push_back(set);
    if (!one.command_sets.empty()) models.push_back(std::move(one));
  }
  return models;
}

void enable_all_commands(store::WriteTransaction& transaction) {
  for (const auto& model : store::models::list(transaction))
    for (const auto& [set, message] : blocks::of_model(transaction, model.id)) blocks::remove(transaction, model.id, set);
}

} // namespace periapt::services
