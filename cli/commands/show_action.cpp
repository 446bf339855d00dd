#include "cli/commands/show_action.h"

#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "cli/action_words.h"
#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/names.h"

#include <algorithm>

namespace periapt::cli {

namespace {

/// name -> {type, description, default}
Value arguments_of(const wire::ActionInfo& action) {
  const auto schema = charm::parse_json(action.schema.text);
  const auto* properties = charm::find_key(schema, "properties");
  const auto* declared = properties ? std::get_if<Map>(&properties->data) : nullptr;
  Map arguments;
  if (declared)
    for (const auto& [name, property] : *declared) {
      Record record;
      for (const char* key : {"type", "description"}) {
        const auto* value = charm::find_key(property, key);
        record.add(key, value ? *value : Value());
      }
      if (const auto* value = charm::find_key(property, "default")) record.add("default", *value);
      arguments.emplace_back(name, record.value());
    }
  std::sort(arguments.begin(), arguments.end(),
            [](const auto& left, const auto& right) { return natural_less(left.first, right.first); });
  return arguments;
}

void run_show_action(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no application name specified");
  if (!is_valid_application_name(words[0])) throw UsageError(fmt::format("invalid application name \"{}\"", words[0]));
  if (words.size() == 1) throw UsageError("no action name specified");
  if (!is_action_name(words[1])) throw UsageError(fmt::format("invalid action name \"{}\"", words[1]));
  refuse_surplus(words, 2);
  const auto list = session.model().get<wire::ActionList>({"applications", words[0], "actions"});
  const auto action = std::find_if(list.actions.begin(), list.actions.end(),
                                   [&](const auto& one) { return one.name == words[1]; });
  if (action == list.actions.end()) {
    session.console.info(fmt::format("unknown action \"{}\"", words[1]));
    throw AlreadyReported{};
  }
  session.print(fmt::format("{}\n\nArguments\n{}\n", description_of(*action), render(arguments_of(*action), "yaml")));
}

} // namespace

Command show_action_command() {
  return {.name = "show-action",
          .aliases = {},
          .arguments = "<application> <action>",
          .purpose = "Describes one action of an application's charm and its parameters.",
          .details = "",
          .examples = "{program} show-action mariadb backup",
          .see_also = {"actions", "run"},
          .declare = declare_model,
          .run = run_show_action};
}

} // namespace periapt::cli
