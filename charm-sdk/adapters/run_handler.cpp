#include "adapters/run_handler.h"

#include "adapters/adapter.h"
#include "adapters/find_tool.h"
#include "adapters/hook_tools.h"
#include "adapters/json.h"
#include "adapters/mask.h"
#include "adapters/model_document.h"
#include "adapters/outcome_json.h"
#include "adapters/previewed_event.h"
#include "adapters/promise.h"
#include "adapters/publish.h"
#include "adapters/run_folder.h"
#include "adapters/tool_process.h"
#include "base/file.h"
#include "base/program_path.h"

#include <cstdio>
#include <cstdlib>

namespace periapt::adapters {
namespace {

namespace fs = std::filesystem;

const charm::Handler& handler_of(const charm::Charm& charm, const std::string& event) {
  const auto* handler = charm::find_handler(charm, event);
  if (!handler) throw make_error(ErrorKind::not_found, "the charm has no handler for {}", event);
  return *handler;
}

HandlerOutcome failure(const charm::Handler& handler, std::string reason) {
  HandlerOutcome outcome{.tool = handler.tool, .result = HandlerResult::failed};
  outcome.reason = std::move(reason);
  return outcome;
}

class Run {
public:
  Run(const HandlerRun& run, const charm::Charm& charm, const charm::Handler& handler)
      : charm_(charm), handler_(handler), tools_(run.environment), adapter_(make_adapter(handler.tool)),
        good_(run.state / "good") {
    task_ = {.charm = run.charm, .handler = handler, .run = {}, .state = run.state / handler.tool, .model = {},
             .environment = run.environment, .preview = run.preview};
  }

  /// Whatever happens is an outcome.
  HandlerOutcome go() {
    const auto begun = std::chrono::steady_clock::now();
    HandlerOutcome outcome;
    try {
      outcome = attempt();
    } catch (const std::exception& error) {
      outcome = failure(handler_, error.what());
    }
    outcome.event = handler_.event;
    outcome.mode = task_.preview ? "preview" : "apply";
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    mask_outcome(outcome);
    return outcome;
  }

  /// A preview's outcome is what it prints.
  void report(const HandlerOutcome& outcome) const {
    if (task_.preview) return fmt::print("{}\n", outcome_json(outcome));
    const auto file = folder_ ? folder_->path() / "outcome.json" : task_.state / "outcome.json";
    make_folders(file.parent_path(), 0700);
    write_private(file, outcome_json(outcome));
    tools_.ask("handler-outcome", {"--file", file.string()});
  }

private:
  HandlerOutcome attempt() {
    const auto tool = find_tool(*adapter_, handler_, variable(task_.environment, "PATH"));
    require_program();
    if (task_.preview) {
      if (auto promise = adapter_->unpredictable(task_)) return unpredicted(std::move(*promise));
    } else {
      make_folders(task_.state, 0700);
    }
    folder_.emplace(task_.state);
    if (task_.preview) {
      task_.state = folder_->path() / "state"; // nothing of a preview is kept
      make_folders(task_.state, 0700);
    }
    write_inputs();
    const auto invocations = adapter_->prepare(task_, tool);
    const auto [end, checked] = run_all(invocations);
    auto outcome = end.stopped ? failure(handler_, "stopped") : adapter_->read(task_, end.status, checked);
    outcome.exit = end.status.signal ? 128 + end.status.signal : end.status.code;
    conclude(outcome);
    return outcome;
  }

  HandlerOutcome unpredicted(PromiseOutcome promise) const {
    HandlerOutcome outcome{.tool = handler_.tool, .result = HandlerResult::would_change};
    add_promise(outcome, std::move(promise));
    return outcome;
  }

  struct RunEnd {
    ToolEnd end;
    bool checked = false; // the last invocation was reached
  };

  RunEnd run_all(const std::vector<Invocation>& invocations) {
    ToolEnd end;
    const auto run = [&](const Invocation& invocation) {
      end = run_tool(invocation, task_, signals_, [this](Stream stream, const std::string& line) { pass(stream, line); });
      return !end.stopped && end.status.success();
    };
    std::size_t done = 0;
    while (done < invocations.size() && run(invocations[done])) ++done;
    const bool checked = done + 1 >= invocations.size();
    if (checked && !end.stopped && adapter_->runs_again(end.status)) run(invocations.back());
    return {end, checked};
  }

  void require_program() const {
    const auto file = charm::program_file(handler_);
    if (!file.empty() && !fs::exists(task_.charm / file))
      throw make_error(ErrorKind::not_found, "handler for {} runs {}, which is not in the charm", handler_.event, file);
  }

  void write_inputs() {
    task_.run = folder_->path();
    task_.model = read_model(tools_, charm_, handler_, task_.preview ? SecretUse::peek : SecretUse::refresh);
    if (task_.preview) set_previewed_event(task_.model, task_.environment, charm_, handler_.event);
    mask_ = Mask(value_at(YamlValue(task_.model), "secrets"));
    const auto file = task_.run / "model.json";
    write_private(file, charm::write_json(charm::YamlValue(task_.model)));
    const auto bin = task_.run / "bin";
    make_folders(bin, 0700);
    fs::create_symlink(own_program(), bin / "promise");
    for (auto& entry : task_.environment)
      if (entry.starts_with("PATH=")) entry.insert(5, bin.string() + ":");
    task_.environment.push_back("PERIAPT_MODEL=" + file.string());
    task_.environment.push_back("PERIAPT_RUN=" + task_.run.string());
  }

  void pass(Stream stream, const std::string& line) {
    const auto masked = mask_(line);
    auto* file = stream == Stream::out && !task_.preview ? stdout : stderr;
    if (adapter_->takes_line(stream, masked)) fmt::print(file, "{}\n", masked);
    std::fflush(file);
  }

  /// What scripts have said, the digest, and what is to be published.
  void conclude(HandlerOutcome& outcome) {
    for (auto& promise : said_promises(task_.run)) add_promise(outcome, std::move(promise));
    if (outcome.result != HandlerResult::failed) outcome.result = result_of(outcome.counts, task_.preview);
    if (task_.preview) add_unwritten(outcome);
    if (outcome.result == HandlerResult::failed || task_.preview) return;
    const auto digest = input_digest(task_.model, handler_);
    const auto last = good_ / event_key(task_.model, handler_);
    if (outcome.result == HandlerResult::converged && read_file_if_exists(last) == digest)
      outcome.result = HandlerResult::repaired;
    publish(task_.run / "publish.json", tools_, task_.run);
    make_folders(good_, 0700);
    write_private(last, digest);
  }

  /// What hook tools were not allowed to write: listed, not counted, as it may be there already.
  void add_unwritten(HandlerOutcome& outcome) const {
    const auto calls = charm::parse_json(tools_.ask("handler-unwritten", {}));
    if (const auto* list = std::get_if<YamlList>(&calls.data))
      for (const auto& call : *list)
        if (const auto text = scalar_text(call))
          outcome.promises.push_back({.id = *text, .at = "", .outcome = PromiseState::would_change, .what = "", .was = {}, .want = {}, .secret = false, .reason = ""});
  }

  void mask_outcome(HandlerOutcome& outcome) const {
    for (auto& promise : outcome.promises) {
      for (auto* text : {&promise.id, &promise.what, &promise.reason}) *text = bounded(mask_(*text));
      for (auto* text : {&promise.was, &promise.want})
        if (*text) *text = bounded(mask_(**text));
    }
    outcome.reason = bounded(mask_(outcome.reason));
  }

  const charm::Charm& charm_;
  const charm::Handler& handler_;
  HookTools tools_;
  std::unique_ptr<Adapter> adapter_;
  fs::path good_; // the digest of the last good run, one file an event
  StopSignals signals_;
  std::optional<RunFolder> folder_;
  Mask mask_{charm::YamlValue{}};
  Task task_;
};

} // namespace

int run_handler(const HandlerRun& run) {
  const auto charm = charm::read_charm(run.charm);
  Run handled(run, charm, handler_of(charm, run.event));
  const auto outcome = handled.go();
  if (outcome.result == HandlerResult::failed) fmt::print(stderr, "{}\n", outcome.reason);
  handled.report(outcome);
  return outcome.result == HandlerResult::failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

} // namespace periapt::adapters
