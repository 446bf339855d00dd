#include "cli/task_ids.h"

#include "cli/outcome.h"

#include <fmt/format.h>

namespace periapt::cli {

void declare_waiting(OptionSet& options) {
  options.value("wait", "DURATION", "wait so long for the end; 0: for ever, negative: not at all", "-1s")
      .flag("watch", "wait for the end")
      .flag("utc", "times in UTC");
}

std::optional<std::chrono::milliseconds> patience_of(const Session& session) {
  constexpr std::chrono::milliseconds for_ever{-1};
  const bool watch = session.arguments.flag("watch");
  if (watch && session.arguments.given("wait")) throw UsageError("specify either --watch or --wait but not both");
  const auto wait = session.arguments.duration("wait");
  if (watch || wait.count() == 0) return for_ever;
  if (wait.count() < 0) return std::nullopt;
  return wait;
}

std::string one_id(const Session& session, const std::string& kind) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError(fmt::format("no {} ID specified", kind));
  check_id(words[0], kind);
  refuse_surplus(words, 1);
  return words[0];
}

void check_id(const std::string& id, const std::string& kind) {
  if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos)
    throw UsageError(fmt::format("{} ID \"{}\" not valid", kind, id));
}

} // namespace periapt::cli
