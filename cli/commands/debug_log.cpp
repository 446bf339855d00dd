#include "cli/commands/debug_log.h"

#include "cli/log_reader.h"
#include "cli/outcome.h"

#include "core/controller_setting.h"
#include "core/duration.h"
#include "wire/controller_settings_messages.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <thread>

namespace periapt::cli {

namespace {

constexpr std::chrono::milliseconds follow_interval{250};
constexpr std::size_t most_lines = 10'000;
constexpr std::size_t default_backlog = 10;

void declare_debug_log(OptionSet& options) {
  declare_model(options);
  declare_colour(options);
  options.flag("replay", "from the beginning")
      .flag("tail", "go on with what comes")
      .flag("no-tail", "stop at the end")
      .value("limit", "N", "the last N lines, then stop; 0 for all of the newest", "0")
      .value("lines,n", "N", "begin with the last N lines", "0")
      .value("level,l", "LEVEL", "this level and worse: TRACE DEBUG INFO WARNING ERROR")
      .value("include,i", "ENTITY", "only these: mysql, mysql/0, unit-mysql-0, machine-1, 0; may repeat")
      .value("exclude,x", "ENTITY", "all but these; may repeat")
      .value("include-module", "MODULE", "only modules that begin so; may repeat")
      .value("exclude-module", "MODULE", "all but these; may repeat")
      .value("include-label", "LABEL", "only lines with this label; may repeat")
      .value("exclude-label", "LABEL", "all but these; may repeat")
      .flag("utc", "times in UTC")
      .flag("date", "dates too")
      .flag("ms", "times with milliseconds")
      .flag("location", "accepted; lines carry no source location")
      .flag("retry", "accepted; a broken connection is always made again")
      .value("retry-delay", "DURATION", "accepted", "1s");
}

void check_line_debug_log(const Arguments& arguments) {
  refuse_surplus(arguments.positional(), 0);
  const auto refuse = [&](const char* left, const char* right) {
    if (arguments.given(left) && arguments.given(right))
      throw UsageError(fmt::format("setting --{} and --{} not valid", left, right));
  };
  refuse("tail", "no-tail");
  refuse("tail", "limit");
  refuse("no-tail", "lines");
  refuse("limit", "lines");
  refuse("replay", "lines");
  for (const char* name : {"limit", "lines"})
    if (arguments.integer(name) < 0) throw UsageError(fmt::format("--{} must not be negative", name));
}

LogFilter filter_of(const Arguments& arguments) {
  LogFilter filter{.include = arguments.all("include"),
                   .exclude = arguments.all("exclude"),
                   .include_module = arguments.all("include-module"),
                   .exclude_module = arguments.all("exclude-module"),
                   .include_label = arguments.all("include-label"),
                   .exclude_label = arguments.all("exclude-label")};
  if (const auto name = arguments.text("level"); !name.empty()) {
    const auto level = parse_log_level(name);
    if (!level)
      throw UsageError(
          fmt::format("level value \"{}\" is not one of \"TRACE\", \"DEBUG\", \"INFO\", \"WARNING\", \"ERROR\"", name));
    filter.least = *level;
  }
  return filter;
}

bool follows(const Session& session) {
  const auto& arguments = session.arguments;
  if (arguments.given("tail")) return arguments.flag("tail");
  if (arguments.given("no-tail") || arguments.given("limit")) return false;
  return session.console.out_is_terminal;
}

/// How many of the lines that are there come first.
std::size_t backlog_of(const Arguments& arguments, bool follow) {
  if (arguments.given("lines")) return static_cast<std::size_t>(arguments.integer("lines"));
  if (follow) return default_backlog;
  const auto limit = static_cast<std::size_t>(arguments.integer("limit"));
  return limit ? std::min(limit, most_lines) : most_lines;
}

/// What has come since. A controller that is down is started again, and asked the next time.
void follow_on(Session& session, LogReader& reader, const std::function<void(const LogLine&)>& print) {
  try {
    reader.rest(print);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unavailable) throw;
    session.model();
  }
}

/// Nobody means to follow for ever: a terminal may have been left, and what it runs forgotten.
std::chrono::milliseconds longest_following(ModelClient& model) {
  constexpr std::chrono::milliseconds usual = std::chrono::hours(24);
  try {
    const auto settings = model.client().get<wire::ControllerSettings>(client::target({"controller-config"})).values;
    const auto found = settings.find(debug_log_limit_setting);
    return found == settings.end() ? usual : parse_duration(found->second).value_or(usual);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::not_found) return usual; // of an older controller
    throw;
  }
}

void follow_on_and_on(Session& session, ModelClient& model, LogReader& reader, const std::function<void(const LogLine&)>& print) {
  const auto limit = longest_following(model);
  const auto end = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(follow_interval);
    follow_on(session, reader, print);
    session.console.out.flush();
  }
  session.console.info(fmt::format("debug-log ends after {}, the controller's {}", limit, debug_log_limit_setting));
}

void run_debug_log(Session& session) {
  const auto& arguments = session.arguments;
  check_line_debug_log(arguments);
  const LogView view{.utc = arguments.flag("utc"),
                     .date = arguments.flag("date"),
                     .milliseconds = arguments.flag("ms"),
                     .colour = session.colour()};
  const bool follow = follows(session);
  auto filter = filter_of(arguments);
  auto model = session.model();
  LogReader reader(model, std::move(filter));
  const auto print = [&](const LogLine& line) { session.console.print(log_text(line, view)); };
  if (!arguments.flag("replay"))
    for (const auto& line : reader.newest(backlog_of(arguments, follow))) print(line);
  else
    reader.rest(print);
  session.console.out.flush();
  if (follow) follow_on_and_on(session, model, reader, print);
}

} // namespace

Command debug_log_command() {
  return {
      .name = "debug-log",
      .aliases = {},
      .arguments = "",
      .purpose = "Prints or follows a model's log.",
      .details =
          R"(On a terminal it begins with the last lines and follows until it is interrupted; elsewhere it prints what
there is. Includes of one kind widen, different kinds narrow; excludes win.)",
      .examples = "{program} debug-log\n"
                  "{program} debug-log --replay --no-tail -i wordpress -l WARNING\n"
                  "{program} debug-log -n 50 --include-module unit.mariadb/0",
      .see_also = {"status", "resolved"},
      .declare = declare_debug_log,
      .run = run_debug_log};
}

} // namespace periapt::cli
