// What a unit has written and the controller's stream has not brought back yet: its next hooks see it at once.
// Threads: the agent's one thread.
#pragma once

#include "agent/commit_parts.h"
#include "core/revision.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace periapt::agent {

/// The remote state as of `now` holds what was written as of `written`, or comes after a restored backup.
inline bool is_seen(const Revision& written, const Revision& now) {
  return written.epoch != now.epoch || written <= now;
}

class OwnWrites {
public:
  void add(const Commit& commit) {
    const bool visible = !commit.settings.empty() || !commit.open_ports.empty() || !commit.close_ports.empty() ||
                         !commit.detached_storage.empty() || commit.clear_resolved;
    if (visible) writes_.push_back({commit, std::nullopt});
  }
  void accepted(std::int64_t number, const std::string& revision) {
    for (auto& write : writes_) {
      if (write.commit.number == number) write.revision = Revision::parse(revision);
    }
  }
  void refused(std::int64_t number) {
    std::erase_if(writes_, [&](const Write& write) { return write.commit.number == number; });
  }
  /// The remote state is now as of `revision`.
  void seen(const Revision& revision) {
    std::erase_if(writes_, [&](const Write& write) {
      return write.revision && is_seen(*write.revision, revision);
    });
  }

  void apply_to(UnitSnapshot& snapshot) const {
    for (const auto& write : writes_) apply_own_writes(snapshot, write.commit);
  }
  /// The operator's mark is used up, though the remote state still shows it.
  bool clears_resolved() const {
    return std::any_of(writes_.begin(), writes_.end(), [](const Write& write) { return write.commit.clear_resolved; });
  }

private:
  struct Write {
    Commit commit;
    std::optional<Revision> revision; // of the controller's transaction, once accepted
  };
  std::vector<Write> writes_;
};

} // namespace periapt::agent
