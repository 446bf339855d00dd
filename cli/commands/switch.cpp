#include "cli/commands/switch.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

/// "ctrl:admin/model", "ctrl" when it has no current model, "" when there is no current controller.
std::string place_of(const Session& session) {
  const auto controller = session.files.current_controller();
  if (!controller) return "";
  const auto model = session.files.current_model(*controller);
  return model ? *controller + ":" + *model : *controller;
}

void refuse_overrides(const Session& session) {
  for (const auto& [variable, what] : {std::pair{"JUJU_MODEL", "model"}, std::pair{"JUJU_CONTROLLER", "controller"}})
    if (const auto value = session.variable(variable))
      throw make_error(ErrorKind::conflict, "cannot switch when {} is overriding the {} (set to \"{}\")", variable,
                       what, *value);
}

Error not_a_place(const std::string& text) {
  return make_error(ErrorKind::not_found, "\"{}\" is not the name of a model or controller", text);
}

void go_to_model(Session& session, const std::string& text) {
  try {
    const auto model = session.model_named(text).model();
    session.files.set_current_controller(model.controller);
    session.files.set_current_model(model.controller, model.qualified());
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::not_found) throw not_a_place(text);
    throw;
  }
}

void go_to(Session& session, std::string text) {
  const bool names_controller = text.size() > 1 && text.ends_with(':');
  const std::string controller = names_controller ? text.substr(0, text.size() - 1) : text;
  if (session.files.controller(controller))
    session.files.set_current_controller(controller);
  else if (names_controller || session.files.controllers().empty())
    throw not_a_place(text);
  else
    go_to_model(session, text);
}

void run_switch(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  const auto before = place_of(session);
  if (words.empty()) {
    if (before.empty()) session.controller(); // throws what is missing
    return session.print(before + "\n");
  }
  refuse_overrides(session);
  go_to(session, words.front());
  const auto after = place_of(session);
  session.console.info(before == after ? after + " (no change)" : before + " -> " + after);
}

} // namespace

Command switch_command() {
  return {.name = "switch",
          .aliases = {},
          .arguments = "[<controller>|<model>|<controller>:|:<model>|<controller>:<model>]",
          .purpose = "Shows or changes the current controller and model.",
          .details = "A controller's name wins over a model's; write :name for the model.",
          .examples = "{program} switch\n{program} switch shop\n{program} switch local:admin/shop",
          .see_also = {"models", "controllers", "whoami"},
          .declare = declare_nothing,
          .run = run_switch};
}

} // namespace periapt::cli
