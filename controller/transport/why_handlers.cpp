#include "transport/why_handlers.h"

#include "base/log_line.h"
#include "core/names.h"
#include "services/models.h"
#include "services/why.h"
#include "transport/model_logs.h"
#include "transport/models_handlers.h"

#include <deque>
#include <vector>

namespace periapt::transport {
namespace {

constexpr std::int64_t log_tail_bytes = 512 * 1024;
constexpr std::size_t most_lines = 8;

/// `hook failed: "install"` → install
std::string_view hook_of(std::string_view message) {
  const auto begin = message.find('"');
  if (begin == std::string_view::npos) return {};
  const auto rest = message.substr(begin + 1);
  return rest.substr(0, rest.find('"'));
}

/// What a unit's hook said before it failed, and how it ended, by the newest failure in the log's end.
class Failure {
public:
  Failure(const UnitName& unit, std::string_view hook)
      : tag_(unit.tag()), modules_{fmt::format("unit.{}.{}", unit.str(), hook), fmt::format("unit.{}.juju-log", unit.str())},
        end_(fmt::format("hook failed: \"{}\"", hook)) {}

  void take(const LogLine& line) {
    if (line.entity != tag_) return;
    if (line.module == modules_[0] || line.module == modules_[1]) {
      said_.push_back(line.message);
      if (said_.size() > most_lines) said_.pop_front();
    } else if (line.message.starts_with(end_)) {
      log_.assign(said_.begin(), said_.end());
      log_.push_back(line.message);
      said_.clear();
    } else if (line.message.starts_with("ran \"")) {
      said_.clear(); // of a hook that has ended well
    }
  }
  const std::vector<std::string>& log() const { return log_; }

private:
  std::string tag_;
  std::string modules_[2];
  std::string end_;
  std::deque<std::string> said_;
  std::vector<std::string> log_;
};

/// Of all hooks that failed, in one pass over the log's end.
void add_logs(const std::vector<Cause*>& failed, std::string_view text) {
  std::vector<Failure> failures;
  for (const auto* cause : failed) failures.emplace_back(UnitName(cause->about), hook_of(cause->text));
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (const auto line = parse_log_line(text.substr(begin, end - begin)))
      for (auto& failure : failures) failure.take(*line);
    begin = end + 1;
  }
  for (std::size_t i = 0; i < failed.size(); ++i) failed[i]->log = failures[i].log();
}

} // namespace

Explanations explain_units(Controller& controller, const store::ReadTransaction& transaction, const Call& call) {
  const auto model = model_of(transaction, call);
  auto explanations = services::explain(transaction, model, controller.presence, call.boot_now, call.query_value("about"));
  std::vector<Cause*> failed;
  for (auto& unit : explanations.units)
    for (auto& cause : unit.causes)
      if (cause.kind == "hook-failed") failed.push_back(&cause);
  if (failed.empty()) return explanations;
  const auto uuid = services::model_summary(transaction, model).uuid;
  add_logs(failed, controller.logs.read(uuid, -log_tail_bytes, log_tail_bytes).text);
  return explanations;
}

} // namespace periapt::transport
