#include "cli/commands/operations.h"

#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"
#include "cli/formatters/task_text.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/names.h"

#include <boost/describe/enum_from_string.hpp>

#include <sstream>

namespace periapt::cli {

namespace {

constexpr std::int64_t default_limit = 50;

void declare_operations(OptionSet& options) {
  declare_model(options);
  declare_format(options, "plain, json or yaml", "plain");
  options.value("actions", "NAMES", "only those that run these actions, comma separated")
      .value("applications,apps", "APPS", "only those on these applications")
      .value("units", "UNITS", "only those on these units")
      .value("machines", "MACHINES", "only those on these machines")
      .value("status", "STATUSES", "only those with these statuses")
      .value("limit", "N", "how many at most; 50 unless given", "0")
      .value("offset", "N", "leave out so many first", "0")
      .flag("utc", "times in UTC");
}

void check_names(const Arguments& arguments) {
  std::string bad;
  const auto add = [&](const std::string& text) { bad += (bad.empty() ? "" : "\n") + text; };
  for (const auto& name : arguments.list("applications"))
    if (!is_valid_application_name(name)) add(fmt::format("invalid application name \"{}\"", name));
  for (const auto& name : arguments.list("units"))
    if (!UnitName::parse(name)) add(fmt::format("invalid unit name \"{}\"", name));
  for (const auto& name : arguments.list("machines"))
    if (!is_valid_machine_name(name)) add(fmt::format("invalid machine id \"{}\"", name));
  for (const auto& name : arguments.list("status")) {
    TaskStatus known{};
    if (!boost::describe::enum_from_string(name.c_str(), known))
      add(fmt::format("\"{}\" is not a valid task status, want one of [pending running completed failed cancelled "
                      "aborting aborted error]", name));
  }
  if (!bad.empty()) throw UsageError(bad);
}

std::int64_t count_of(const Arguments& arguments, const std::string& name) {
  const auto number = arguments.integer(name);
  if (number < 0)
    throw UsageError(fmt::format("invalid value \"{}\" for option --{}: not a whole number", arguments.text(name), name));
  return number;
}

wire::OperationList ask(ModelClient& model, const Arguments& arguments, std::int64_t offset, std::int64_t limit) {
  const auto list = [&](const char* name) { return fmt::format("{}", fmt::join(arguments.list(name), ",")); };
  return model.client().get<wire::OperationList>(client::with_query(model.target({"operations"}),
                                                                    {{"actions", list("actions")},
                                                                     {"applications", list("applications")},
                                                                     {"units", list("units")},
                                                                     {"machines", list("machines")},
                                                                     {"status", list("status")},
                                                                     {"offset", std::to_string(offset)},
                                                                     {"limit", std::to_string(limit)}}));
}

std::string table_of(const wire::OperationList& list, std::int64_t offset, std::int64_t limit, bool utc) {
  std::ostringstream text;
  if (offset > 0 || list.truncated)
    text << fmt::format("Displaying operation results {} to {}.\n", offset + 1,
                        offset + static_cast<std::int64_t>(list.operations.size()));
  if (list.truncated)
    text << fmt::format("Run the command again with --offset={} --limit={} to see the next batch.\n\n", offset + limit, limit);
  print_operations(text, list.operations, utc);
  return text.str();
}

void run_operations(Session& session) {
  const auto& arguments = session.arguments;
  refuse_surplus(arguments.positional(), 0);
  check_format(session.format(), {"plain", "json", "yaml"});
  check_names(arguments);
  const auto offset = count_of(arguments, "offset");
  const auto asked = count_of(arguments, "limit");
  const auto limit = asked == 0 ? default_limit : asked;
  auto model = session.model();
  const auto list = ask(model, arguments, offset, limit);
  if (list.operations.empty()) return session.console.info("no matching operations");
  const bool utc = arguments.flag("utc");
  if (session.format() == "plain") return session.print(table_of(list, offset, limit, utc));
  const TaskView view{.utc = utc, .json = session.format() == "json"};
  session.print(render(operations_document(list.operations, view), session.format()));
}

} // namespace

Command operations_command() {
  return {.name = "operations",
          .aliases = {"list-operations"},
          .arguments = "",
          .purpose = "Lists operations: actions and commands that wait, run or are over.",
          .details = "",
          .examples = "{program} operations\n"
                      "{program} operations --apps mariadb --actions backup --status pending,running\n"
                      "{program} operations --limit 10 --offset 20 --format json",
          .see_also = {"run", "exec", "show-operation", "show-task"},
          .declare = declare_operations,
          .run = run_operations};
}

} // namespace periapt::cli
