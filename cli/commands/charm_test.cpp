#include "cli/commands/charm_test.h"

#include "authoring/scenario.h"
#include "base/file.h"
#include "charm/charm.h"
#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "cli/formatters/output.h"
#include "cli/guarded_run.h"
#include "cli/hook_time.h"
#include "cli/layered_charm.h"
#include "cli/outcome.h"
#include "cli/scenario_run.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

/// Where the child that carries out a scenario leaves its results for the parent.
constexpr const char* results_file = "results.json";

struct NamedScenario {
  std::string file; // as it is told; empty: the usual one
  authoring::Scenario scenario;
};

struct ScenarioOutcome {
  std::string file;
  bool passed = false;
  milliseconds total{}, in_hooks{};
  Value steps;
};

void declare_charm_test(OptionSet& options) {
  declare_format(options, "text, json or yaml", "text");
  options.flag("keep", "leave the controller as it is at the end, and say where");
}

bool is_scenario(const std::string& word) { return word.ends_with(".yaml") || word.ends_with(".yml"); }

std::string charm_name(Session& session, const fs::path& charm) {
  if (is_regular_file(charm)) return charm::read_charm_archive(charm).name;
  const ScratchFolder scratch;
  return charm::read_charm(built_if_layered(session, charm, scratch.path())).name;
}

NamedScenario read_scenario(const fs::path& file, const std::string& word, const fs::path& charm) {
  try {
    return {word, authoring::parse_scenario(read_file(file), {.charm = charm, .folder = file.parent_path()})};
  } catch (const Error& error) {
    throw make_error(error.kind(), "{}: {}", word, error.what());
  }
}

/// Those that were named, else those in the charm's folder `tests`, else the usual one.
std::vector<NamedScenario> scenarios_of(Session& session) {
  const auto& here = session.surroundings.working_directory;
  auto words = session.arguments.positional();
  std::string charm_word = ".";
  if (!words.empty() && !is_scenario(words.front())) {
    charm_word = words.front();
    words.erase(words.begin());
  }
  const auto charm = fs::weakly_canonical(here / charm_word);
  if (!fs::exists(charm)) throw make_error(ErrorKind::not_found, "no charm was found at \"{}\"", charm_word);
  std::vector<NamedScenario> scenarios;
  for (const auto& word : words) scenarios.push_back(read_scenario(fs::weakly_canonical(here / word), word, charm));
  if (words.empty() && is_directory(charm / "tests"))
    for (const auto& entry : fs::directory_iterator(charm / "tests"))
      if (is_scenario(entry.path().filename().string()))
        scenarios.push_back(read_scenario(entry.path(), (fs::path(charm_word) / "tests" / entry.path().filename()).lexically_normal().string(), charm));
  std::sort(scenarios.begin(), scenarios.end(), [](const auto& left, const auto& right) { return left.file < right.file; });
  if (scenarios.empty()) scenarios.push_back({"", authoring::usual_scenario(charm_name(session, charm), charm)});
  return scenarios;
}

std::string seconds(milliseconds time) { return fmt::format("{:.2f} s", static_cast<double>(time.count()) / 1000); }

std::string step_text(const StepResult& step, const std::string& file) {
  if (step.failure.empty()) return fmt::format("  {:<58} {:>8}\n", step.title, seconds(step.took));
  auto text = fmt::format("  {:<58} {:>8}  FAILED{}\n", step.title, seconds(step.took),
                          file.empty() ? "" : fmt::format(" ({}:{})", file, step.line));
  for (const auto& failure : step.failure) text += "    " + failure + "\n";
  if (!step.log.empty()) text += "    the last lines of the log:\n";
  for (const auto& line : step.log) text += "      " + line + "\n";
  return text;
}

Value steps_document(const std::vector<StepResult>& steps) {
  List list;
  for (const auto& step : steps) {
    Record record;
    record.add("step", step.title).add("line", step.line).add("milliseconds", static_cast<std::int64_t>(step.took.count()));
    list.push_back(record.add_if("failure", list_of(step.failure)).add_if("log", list_of(step.log)).value());
  }
  return list;
}

/// In the child. Its status says whether all was as expected.
int carry_out(Session& session, const NamedScenario& scenario, const ThrowAwayController& controller, bool told) {
  controller.start();
  const auto steps = run_scenario(controller, scenario.scenario, [&](const StepResult& step) {
    if (told) session.console.print(step_text(step, scenario.file)); // with log lines of units
    session.console.out.flush();
  });
  write_file_atomically(controller.folder() / results_file, charm::write_json(steps_document(steps)));
  return steps.back().failure.empty() ? exit_success : exit_failed;
}

Value read_steps(const ThrowAwayController& controller) {
  const auto text = read_file_if_exists(controller.folder() / results_file);
  return text ? charm::parse_json(*text) : Value(List{});
}

std::string kept_text(const ThrowAwayController& controller) {
  return fmt::format("  kept: MODEL_DATA={0} model status\n  end it with: MODEL_DATA={0} model kill-controller --no-prompt local; rm -r {0}\n",
                     controller.folder().string());
}

ScenarioOutcome run_one(Session& session, const NamedScenario& scenario) {
  const bool told = session.format() == "text", keep = session.arguments.flag("keep");
  const auto& summary = scenario.scenario.summary;
  if (told) session.console.out << scenario.file << (scenario.file.empty() ? "" : ": ") << summary << std::endl;
  ScenarioOutcome outcome{.file = scenario.file, .passed = false, .total = {}, .in_hooks = {}, .steps = {}};
  const auto begin = SteadyClock::now();
  const ThrowAwayController controller(session.surroundings);
  const int status = run_guarded([&] { return carry_out(session, scenario, controller, told); }, [&] {
    outcome.in_hooks = time_in_hooks(controller.folder());
    outcome.steps = read_steps(controller);
    if (!keep) controller.remove();
  });
  outcome.total = std::chrono::duration_cast<milliseconds>(SteadyClock::now() - begin);
  outcome.passed = status == exit_success;
  if (keep) session.console.info(kept_text(controller));
  if (status > exit_failed) throw AlreadyReported{status}; // a signal: all that follows is not wanted either
  if (told)
    session.console.out << fmt::format("  {} in {}: {} in hooks, {} besides\n", outcome.passed ? "passed" : "failed",
                                       seconds(outcome.total), seconds(outcome.in_hooks),
                                       seconds(outcome.total - outcome.in_hooks))
                        << std::flush;
  return outcome;
}

Value test_document(const ScenarioOutcome& outcome) {
  const auto number = [](milliseconds time) { return static_cast<std::int64_t>(time.count()); };
  return Record()
      .add("scenario", outcome.file)
      .add("passed", outcome.passed)
      .add("total-ms", number(outcome.total))
      .add("hooks-ms", number(outcome.in_hooks))
      .add("overhead-ms", number(outcome.total - outcome.in_hooks))
      .add("steps", outcome.steps)
      .value();
}

void run_charm_test(Session& session) {
  check_format(session.format(), {"text", "json", "yaml"});
  List document;
  bool passed = true;
  for (const auto& scenario : scenarios_of(session)) {
    const auto outcome = run_one(session, scenario);
    passed = passed && outcome.passed;
    document.push_back(test_document(outcome));
  }
  if (session.format() != "text") session.print(render(Map{{"scenarios", std::move(document)}}, session.format()));
  if (!passed) throw AlreadyReported{};
}

} // namespace

Command charm_test_command() {
  return {.name = "charm test",
          .aliases = {},
          .arguments = "[<folder or archive>] [<scenario.yaml>...]",
          .purpose = "Tests a charm in a controller that is thrown away.",
          .details =
              R"(Each scenario gets a controller of its own, with its data in a temporary folder; it is ended with all that runs
on its machines when the scenario is over, also after Ctrl-C. Without scenarios, those in the charm's folder
"tests" are carried out; where there are none, the charm is deployed and must become active.

  summary: the blog serves once it has a database
  within: 60s                     # how long each expectation is waited for; 30s unless given
  steps:
  - deploy: blog                  # the charm that is tested
    config: {port: 8081}          # also units: 2, storage: {data: 1G}, resources: {site: site.tar}, trust: true
  - deploy: mariadb               # another: a path from this file (./ ../ /), or what add-charm takes
    charm: ../../mariadb
  - relate: [blog:db, mariadb:db]
  - config: blog
    set: {title: Ours}
  - run: backup                   # an action
    on: mariadb/0
    with: {target: /tmp/x}
    results: {file: "/tmp/*"}
  - exec: relation-ids db         # a shell command with the unit's hook tools
    on: blog/0
    prints: "db:*"
  - expect:
      status: {mariadb/0: active, blog/0: {status: active, message: "*"}}
      data: {mariadb/0: {db: {user: "*", error: null}}}
      ports: {blog/0: [8081/tcp]}
      storage: {data/0: attached}
  - refresh: blog                 # to the charm that is tested, or with `charm: PATH` to another
  - attach-resource: blog
    resources: {site: next.tar}   # paths are from this file's folder
  - add-storage: blog/0
    storage: {data: 1G}
  - attach-storage: data/0
    on: blog/1

Also: add-unit, remove-unit, unrelate, remove, resolve, detach-storage, remove-storage; `reset: [port]` of config;
`fails: true` of run and exec; `within` of expect. An expectation holds once all of it is so and no unit has anything
left to do. In texts `*` stands for anything; data and storage that is null must not be there.

The charm's daemons run below the machine's folder, with your rights, as in any local controller.
Exit status: 0 when everything was as expected, else 1. The time "besides" is all in which no hook ran.)",
          .examples = "{program} charm test\n{program} charm test ./charms/wordpress ./charms/wordpress/tests/database.yaml --keep",
          .see_also = {"charm lint", "charm replay"},
          .declare = declare_charm_test,
          .run = run_charm_test};
}

} // namespace periapt::cli
