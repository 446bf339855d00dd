// A script of the charm's own. It reads the model with jq from $PERIAPT_MODEL, and says with `promise` what it did.
// Rule: contract/wrappers.md, section 5.1.
#include "adapters/tool_table.h"
#include "core/error.h"

#include <unistd.h>

namespace periapt::adapters {
namespace {

class Bash final : public Adapter {
public:
  Needs needs() const override { return {.programs = {"bash"}, .package = "bash"}; }

  std::vector<Invocation> prepare(const Task& task, const std::filesystem::path&) override {
    const auto script = task.program_file();
    if (::access(script.c_str(), X_OK) != 0)
      throw make_error(ErrorKind::invalid, "{} is not executable", task.handler.program);
    if (!task.preview) return {{script, {}}};
    return {{script, {}, {"PERIAPT_NOOP=1"}}};
  }

  std::optional<PromiseOutcome> unpredictable(const Task& task) const override {
    if (task.handler.preview) return std::nullopt;
    return PromiseOutcome{.id = task.handler.program, .outcome = PromiseState::skipped, .reason = "not predictable"};
  }

  HandlerOutcome read(const Task&, const ExitStatus& exit, bool) override {
    HandlerOutcome outcome{.tool = "bash"};
    if (exit.success()) return outcome;
    outcome.result = HandlerResult::failed;
    outcome.reason = describe(exit);
    if (!last_error_.empty()) outcome.reason += ": " + last_error_;
    return outcome;
  }

  bool takes_line(Stream stream, std::string_view line) override {
    if (stream == Stream::err && !line.empty()) last_error_ = line;
    return true;
  }

private:
  std::string last_error_;
};

} // namespace

std::unique_ptr<Adapter> make_bash() { return std::make_unique<Bash>(); }

} // namespace periapt::adapters
