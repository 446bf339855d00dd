#include "adapters/adapter.h"

#include "base/file.h"

#include <algorithm>

namespace periapt::adapters {
namespace {

constexpr std::size_t lines_kept = 20;
constexpr std::size_t most_promises = 500;

} // namespace

bool Adapter::takes_line(Stream, std::string_view line) {
  if (last_lines_.size() == lines_kept) last_lines_.erase(last_lines_.begin());
  last_lines_.emplace_back(line);
  return true;
}

std::optional<PromiseOutcome> Adapter::unpredictable(const Task&) const { return std::nullopt; }

bool Adapter::runs_again(const ExitStatus&) const { return false; }

void write_private(const std::filesystem::path& file, std::string_view content) {
  write_file_atomically(file, content, 0600);
}

HandlerResult result_of(const PromiseCounts& counts, bool preview) {
  if (counts.not_kept > 0) return HandlerResult::failed;
  if (counts.changed == 0) return HandlerResult::kept;
  return preview ? HandlerResult::would_change : HandlerResult::converged;
}

void forgive_run_files(const Task& task, const std::string& path, PromiseOutcome& promise) {
  const bool changes = promise.outcome == PromiseState::changed || promise.outcome == PromiseState::would_change;
  if (changes && path.find(task.run.string() + "/") != std::string::npos) promise.outcome = PromiseState::kept;
}

void add_promise(HandlerOutcome& outcome, PromiseOutcome promise) {
  auto& counts = outcome.counts;
  switch (promise.outcome) {
  case PromiseState::kept: ++counts.kept; break;
  case PromiseState::changed:
  case PromiseState::would_change: ++counts.changed; break;
  case PromiseState::not_kept: ++counts.not_kept; break;
  case PromiseState::skipped: ++counts.skipped; break;
  }
  if (promise.outcome == PromiseState::not_kept && outcome.reason.empty())
    outcome.reason = (promise.at.empty() ? promise.id : promise.at + ": " + promise.id) + ": " + promise.reason;
  auto& list = outcome.promises;
  if (list.size() == most_promises) {
    const auto kept = std::find_if(list.begin(), list.end(), [](const PromiseOutcome& one) {
      return one.outcome == PromiseState::kept || one.outcome == PromiseState::skipped;
    });
    if (kept == list.end()) return;
    list.erase(kept);
  }
  list.push_back(std::move(promise));
}

} // namespace periapt::adapters
