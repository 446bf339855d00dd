#include "cli/commands/status.h"

#include "cli/formatters/output.h"
#include "cli/formatters/status_brief.h"
#include "cli/formatters/status_display.h"
#include "cli/formatters/status_document.h"
#include "cli/formatters/status_filter.h"
#include "cli/formatters/status_tabular.h"
#include "cli/now.h"
#include "cli/outcome.h"
#include "cli/session.h"

#include <algorithm>
#include <chrono>
#include <sstream>
#include <thread>

namespace periapt::cli {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds quiet_wait{60'000}; // how long one wait for a change lasts; then it is simply repeated

void declare_status(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json, yaml, short (oneline, line) or summary", "tabular");
  declare_colour(options);
  options.flag("relations,integrations", "also the relations (tabular)")
      .flag("storage", "also the storage (tabular)")
      .flag("utc", "times in UTC, as 2006-01-02 15:04:05Z")
      .value("watch", "DURATION", "redraw when something changes, at most this often", "0s")
      .value("retry-count", "N", "how often to ask again when the controller does not answer", "3")
      .value("retry-delay", "DURATION", "how long to wait before asking again", "100ms");
}

/// What json and yaml show anyway.
void tell_needless_options(Session& session) {
  const bool relations = session.arguments.flag("relations"), storage = session.arguments.flag("storage");
  if (session.format() == "tabular" || (!relations && !storage)) return;
  const char* which = relations && storage ? "relations, storage options are"
                      : relations          ? "relations option is"
                                           : "storage option is";
  session.console.info(fmt::format("provided {} always enabled in non tabular formats", which));
}

std::string rendered(const StatusReport& report, const StatusView& view, const std::string& format) {
  if (format == "json") return status_json(report, view);
  if (format == "yaml") return render(status_document(report, view), format);
  std::ostringstream text;
  if (format == "tabular")
    print_status_tabular(text, report, view);
  else if (format == "summary")
    print_status_summary(text, report);
  else
    print_status_short(text, report);
  return text.str();
}

/// One picture of the model, and what is to be said beside it.
struct Picture {
  std::string text;
  std::string remark; // on stderr; empty for none
};

Picture picture_of(const Session& session, StatusReport report, StatusView view) {
  const auto& selectors = session.arguments.positional();
  derive_application_statuses(report);
  const bool matched = filter_status(report, selectors);
  present_units(report);
  view.now_ms = now_ms();
  Picture picture{rendered(report, view, session.format()), ""};
  if (!matched)
    picture.remark = fmt::format("Nothing matched specified filter{}.", selectors.size() > 1 ? "s" : "");
  else if (selectors.empty() && report.applications.empty() && report.machines.empty())
    picture.remark = fmt::format("\nModel \"{}/{}\" is empty.", report.model_owner, report.model_name);
  return picture;
}

/// Each try finds the controller anew, so that a local one that went down is started again.
StatusReport ask(Session& session) {
  for (auto retries = session.arguments.integer("retry-count");; --retries) {
    try {
      return session.model().get<StatusReport>({"status"});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::unavailable || retries <= 0) throw;
      std::this_thread::sleep_for(session.arguments.duration("retry-delay"));
    }
  }
}

void show(Session& session, const Picture& picture) {
  session.print(picture.text);
  if (!picture.remark.empty()) session.console.info(picture.remark);
}

/// Until a signal ends it: draws, sleeps while nothing changes, draws again. The model is only asked after a
/// change; the pause keeps a busy model from being drawn more often than the user wants to see it.
[[noreturn]] void watch(Session& session, ModelClient& model, const StatusView& view, milliseconds pause) {
  auto report = ask(session);
  auto changes = model.client().events(model.target({"events"}), report.revision);
  for (;; report = ask(session)) {
    if (session.console.out_is_terminal) session.console.out << "\033[H\033[2J";
    show(session, picture_of(session, std::move(report), view));
    std::this_thread::sleep_for(pause);
    while (!changes.next(quiet_wait)) {
    }
    while (changes.next(milliseconds{0})) {
    }
  }
}

void run_status(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml", "short", "oneline", "line", "summary"});
  const auto pause = session.arguments.duration("watch");
  StatusView view{.iso_utc = session.iso_time(),
                  .relations = session.arguments.flag("relations"),
                  .storage = session.arguments.flag("storage"),
                  .colour = session.colour()};
  session.arguments.integer("retry-count");
  session.arguments.duration("retry-delay");
  tell_needless_options(session);
  auto model = session.model();
  view.controller = model.model().controller;
  if (pause.count() > 0) watch(session, model, view, pause);
  show(session, picture_of(session, ask(session), view));
}

} // namespace

Command status_command() {
  return {.name = "status",
          .aliases = {},
          .arguments = "[<selector> [...]]",
          .purpose = "Shows applications, units and machines, and how they are.",
          .details =
              R"(A selector keeps what matches it: an application, unit or machine, a pattern such as "wordpress/*", a
status such as "blocked" or "error", a port such as "80/tcp", "exposed" or "not exposed".

--watch redraws the picture when something in the model changes, until it is interrupted.

Formats: tabular; json and yaml for programs; short (also oneline, line); summary.)",
          .examples = "{program} status\n"
                      "{program} status --relations --watch 1s\n"
                      "{program} status wordpress mariadb/0 --format json",
          .see_also = {"show-unit", "show-application", "debug-log"},
          .declare = declare_status,
          .run = run_status};
}

} // namespace periapt::cli
