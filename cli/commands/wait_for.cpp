#include "cli/commands/wait_for.h"

#include "cli/formatters/status_display.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/wait_query.h"
#include "cli/wait_scope.h"
#include "core/error.h"

#include <chrono>
#include <thread>

namespace periapt::cli {

namespace {

using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr milliseconds pause_without_model{200};
constexpr milliseconds longest_silence{60'000};

/// One kind of thing that can be waited for.
struct WaitedKind {
  const char* word;
  const char* title; // as the success is told
  const char* query;
  std::optional<Value> (*scope)(const StatusReport& report, const std::string& name);
};

std::optional<Value> scope_of_model(const StatusReport& report, const std::string&) { return model_scope(report); }

constexpr WaitedKind waited_kinds[] = {
    {"application", "Application", R"(life=="alive" && status=="active")", application_scope},
    {"machine", "machine", R"(life=="alive" && status=="started")", machine_scope},
    {"model", "model", R"(life=="alive" && status=="available")", scope_of_model},
    {"unit", "unit", R"(life=="alive" && workload-status=="active")", unit_scope},
};

void declare_wait_for(OptionSet& options) {
  declare_model(options);
  options.value("query", "EXPRESSION", "what must be true")
      .value("timeout", "DURATION", "how long to wait", "10m0s")
      .flag("summary", "on time-out, say what is not so; so unless --summary=false");
}

const WaitedKind& waited_kind(const std::string& word) {
  for (const auto& kind : waited_kinds)
    if (word == kind.word) return kind;
  throw UsageError(fmt::format("unrecognized command: wait-for {}: expected application, machine, model or unit", word));
}

/// Waits for one thing; each look asks the controller anew.
class Waiting {
public:
  Waiting(Session& session, const WaitedKind& kind, std::string name, WaitQuery query)
      : session_(session), kind_(kind), name_(std::move(name)), query_(std::move(query)),
        end_(std::chrono::steady_clock::now() + session.arguments.duration("timeout")) {}

  void run() {
    for (;;) {
      const auto report = look();
      if (report && is_reached(*report)) return;
      if (!report && seen_) return gone();
      if (std::chrono::steady_clock::now() >= end_) time_out();
      sleep(report ? std::optional(report->revision) : std::nullopt);
    }
  }

private:
  ModelClient model() { return kind_.word == std::string_view("model") && !name_.empty() ? session_.model_named(name_) : session_.model(); }

  /// nullopt: there is no such model, or none yet.
  std::optional<StatusReport> look() {
    try {
      auto report = model().get<StatusReport>({"status"});
      derive_application_statuses(report);
      present_units(report);
      return report;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found || kind_.word != std::string_view("model")) throw;
      return std::nullopt;
    }
  }

  bool is_reached(const StatusReport& report) {
    const auto scope = kind_.scope(report, name_);
    if (!scope) {
      if (!seen_) return false; // not there yet
      gone();
      return true;
    }
    seen_ = true;
    unmet_ = query_.unmet(*scope);
    if (!query_.holds(*scope, [&](const std::string& line) { session_.console.info(line); })) return false;
    session_.console.info(fmt::format("{} \"{}\" is {}", kind_.title, name_, query_.expects_end() ? "being removed" : "running"));
    return true;
  }

  void gone() {
    if (!query_.expects_end()) throw make_error(ErrorKind::not_found, "{} \"{}\" has been removed", kind_.word, name_);
    session_.console.info(fmt::format("{} \"{}\" has been removed", kind_.title, name_));
  }

  [[noreturn]] void time_out() {
    const bool summary = !session_.arguments.given("summary") || session_.arguments.flag("summary");
    if (summary && !seen_) session_.console.info(fmt::format("{} \"{}\" is not there", kind_.word, name_));
    if (summary)
      for (const auto& part : unmet_) session_.console.info("not so: " + part);
    throw make_error(ErrorKind::unavailable, "timed out waiting for \"{}\" to reach goal state", name_);
  }

  /// Until the model has changed since that revision, or it is time to end.
  void sleep(const std::optional<std::string>& revision) {
    const auto left = std::chrono::duration_cast<milliseconds>(end_ - std::chrono::steady_clock::now());
    if (!revision || kind_.word == std::string_view("machine") || kind_.word == std::string_view("model")) {
      std::this_thread::sleep_for(std::min(left, pause_without_model)); // lost machines and gone models make no event
      return;
    }
    auto client = model();
    client.client().events(client.target({"events"}), *revision).next(std::min(left, longest_silence));
  }

  Session& session_;
  const WaitedKind& kind_;
  std::string name_;
  WaitQuery query_;
  SteadyTime end_;
  bool seen_ = false;
  std::vector<std::string> unmet_;
};

void run_wait_for(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("expected application, machine, model or unit, and its name");
  refuse_surplus(words, 2);
  const auto& kind = waited_kind(words.front());
  auto name = words.size() > 1 ? words[1] : "";
  if (name.empty() && kind.word != std::string_view("model")) throw UsageError(fmt::format("{} name must be supplied", kind.word));
  session.arguments.duration("timeout");
  WaitQuery query(session.arguments.given("query") ? session.arguments.text("query") : kind.query);
  if (name.empty()) name = session.model().model().full();
  Waiting(session, kind, name, std::move(query)).run();
}

} // namespace

Command wait_for_command() {
  return {.name = "wait-for",
          .aliases = {},
          .arguments = "application|machine|model|unit [<name>]",
          .purpose = "Waits until something is so.",
          .details =
              R"(Without --query: an application or unit is active, a machine started, a model available. A query is an
expression over what is waited for: ==, !=, <, >, &&, ||, !, and len, forEach, startsWith, endsWith, int,
string, print.

  application  name life status status-message charm exposed subordinate workload-version units machines
  unit         name application life workload-status workload-message agent-status leader machine-id principal
               subordinate public-address machines
  machine      id life status instance-status addresses hardware
  model        name life status applications machines units relations

What is not there yet is waited for. What goes meanwhile is an error, unless the query asks for life=="dead".)",
          .examples =
              "{program} wait-for unit mysql/0\n"
              "{program} wait-for application mysql --query='len(units) == 3 && status == \"active\"' --timeout 5m\n"
              "{program} wait-for model shop --query='forEach(units, u => u.workload-status == \"active\")'",
          .see_also = {"status"},
          .declare = declare_wait_for,
          .run = run_wait_for};
}

} // namespace periapt::cli
