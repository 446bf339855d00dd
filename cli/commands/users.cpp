#include "cli/commands/users.h"

#include "cli/formatters/model_documents.h"
#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/now.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/users.h"

namespace periapt::cli {

namespace {

void declare_users(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("all", "also users that are disabled").flag("exact-time", "full times");
}

/// Who is asked for is marked with an asterisk.
std::string marked(const std::string& user, const std::string& own) { return user == own ? user + "*" : user; }

std::string model_users_table(const std::vector<wire::GrantedUser>& users, const std::string& own) {
  Table table({"Name", "Display name", "Access", "Last connection"});
  for (const auto& user : users)
    table.add({marked(user.name, own), user.display_name, user.access, connection_text(user.seen_ms, now_ms(), false)});
  std::ostringstream text;
  table.print(text, false);
  return text.str();
}

std::string users_table(const std::string& controller, const std::vector<wire::UserInfo>& users, const std::string& own,
                        bool exact_time) {
  Table table({"Name", "Display name", "Access", "Date created", "Last connection"});
  for (const auto& user : users) {
    const bool of_domain = user.name.find('@') != std::string::npos;
    table.add({marked(user.name, own), user.display_name, user.access,
               of_domain ? "" : connection_text(user.created_ms, now_ms(), exact_time),
               (of_domain ? "" : connection_text(user.seen_ms, now_ms(), exact_time)) + (user.disabled ? " (disabled)" : "")});
  }
  std::ostringstream text;
  text << "Controller: " << controller << "\n\n";
  table.print(text, false);
  return text.str();
}

void list_model_users(Session& session, const std::string& name) {
  auto model = session.model_named(name);
  const auto users = model.get<wire::ModelInfo>({}).users;
  if (session.format() == "tabular")
    return session.print(model_users_table(users, session.files.user(model.model().controller)));
  session.print(render(model_users_document(users, now_ms()), session.format()));
}

void run_users(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  check_format(session.format(), {"tabular", "json", "yaml"});
  if (!words.empty()) return list_model_users(session, words.front());
  const auto controller = session.controller();
  const bool exact_time = session.arguments.flag("exact-time");
  auto users = session.connect(controller).get<wire::UserList>(client::target({"users"})).users;
  if (!session.arguments.flag("all")) std::erase_if(users, [](const auto& user) { return user.disabled; });
  if (session.format() == "tabular")
    return session.print(users_table(controller.name, users, session.files.user(controller.name), exact_time));
  List list;
  for (const auto& user : users) list.push_back(user_document(user, now_ms(), exact_time));
  session.print(render(std::move(list), session.format()));
}

} // namespace

Command users_command() {
  return {.name = "users",
          .aliases = {"list-users"},
          .arguments = "[<model name>]",
          .purpose = "Lists the users of the controller or of a model.",
          .details = "",
          .examples = "{program} users\n{program} users shop\n{program} users --all --format json",
          .see_also = {"add-user", "show-user", "grant"},
          .declare = declare_users,
          .run = run_users};
}

} // namespace periapt::cli
