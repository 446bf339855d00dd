#include "cli/commands/show_status_log.h"

#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/formatters/times.h"
#include "cli/now.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/error.h"
#include "wire/status_log_messages.h"

#include <ctime>
#include <sstream>

namespace periapt::cli {

namespace {

constexpr std::int64_t default_entries = 20;
constexpr TimeMs day_ms = 24 * 60 * 60 * 1000;

void declare_show_status_log(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.value("count,n", "N", "the newest so many; 20 unless given")
      .value("days", "N", "those of so many days")
      .value("from-date", "YYYY-MM-DD", "those since that day")
      .value("type", "TYPE", "unit, juju-unit, workload, application, saas, machine, juju-machine, container, juju-container or model", "unit")
      .flag("utc", "times in UTC, as 2006-01-02 15:04:05Z");
}

/// The first moment of that day, in UTC.
TimeMs moment_of_date(const std::string& text) {
  std::tm date{};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%d", &date);
  if (!end || *end != '\0') throw UsageError(fmt::format("parsing date \"{}\": expected YYYY-MM-DD", text));
  return static_cast<TimeMs>(::timegm(&date)) * 1000;
}

void check_line_status_log(const Arguments& arguments) {
  if (arguments.positional().empty()) throw UsageError("entity name is missing");
  refuse_surplus(arguments.positional(), 1);
  const int filters = arguments.given("count") + arguments.given("days") + arguments.given("from-date");
  if (filters > 1) throw UsageError("cannot specify more than one of -n, --days and --from-date");
  for (const char* name : {"count", "days"})
    if (arguments.given(name) && arguments.integer(name) < 1) throw UsageError(fmt::format("{} must be greater than 0", name));
}

void keep_wanted(const Arguments& arguments, std::vector<wire::StatusLogEntry>& entries) {
  const auto since = arguments.given("days")        ? now_ms() - arguments.integer("days") * day_ms
                     : arguments.given("from-date") ? moment_of_date(arguments.text("from-date"))
                                                    : 0;
  std::erase_if(entries, [&](const auto& one) { return one.status.since_ms < since; });
  const auto most = arguments.given("count") ? arguments.integer("count") : default_entries;
  const auto count = static_cast<std::int64_t>(entries.size());
  if (since == 0 && count > most) entries.erase(entries.begin(), entries.begin() + (count - most));
}

Value status_log_document(const std::vector<wire::StatusLogEntry>& entries) {
  List list;
  for (const auto& [type, status] : entries)
    list.push_back(Record()
                       .add("status", status.current)
                       .add_if("message", status.message)
                       .add("since", exact_time_text(status.since_ms))
                       .add("type", type)
                       .value());
  return list;
}

std::string status_log_table(const Session& session, const std::vector<wire::StatusLogEntry>& entries) {
  Table table({"Time", "Type", "Status", "Message"});
  for (const auto& [type, status] : entries)
    table.add({since_text(status.since_ms, session.iso_time()), type, {status.current, colour_of_status(status.current)},
               status.message});
  std::ostringstream text;
  table.print(text, session.colour());
  return text.str();
}

void run_show_status_log(Session& session) {
  check_line_status_log(session.arguments);
  check_format(session.format(), {"tabular", "json", "yaml"});
  auto model = session.model();
  const auto target = client::with_query(model.target({"status-log"}), {{"type", session.arguments.text("type")},
                                                                        {"name", session.arguments.positional().front()}});
  auto entries = model.client().get<wire::StatusLog>(target).entries;
  keep_wanted(session.arguments, entries);
  if (entries.empty()) throw Error(ErrorKind::not_found, "no status history available");
  if (session.format() == "tabular") return session.print(status_log_table(session, entries));
  session.print(render(status_log_document(entries), session.format()));
}

} // namespace

Command show_status_log_command() {
  return {.name = "show-status-log",
          .aliases = {},
          .arguments = "<entity name>",
          .purpose = "Shows what an entity's statuses have been.",
          .details = "The newest last. Of each entity the last hundred of each type are kept.",
          .examples = "{program} show-status-log wordpress/0\n"
                      "{program} show-status-log wordpress/0 --type workload -n 5 --format json\n"
                      "{program} show-status-log 0 --type machine",
          .see_also = {"status", "debug-log"},
          .declare = declare_show_status_log,
          .run = run_show_status_log};
}

} // namespace periapt::cli
