#include "agent/supervisor/hook_table.h"

#include "agent/supervisor/child_process.h"
#include "base/system_error.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>

namespace periapt::agent {
namespace {

constexpr std::int64_t drain_ms = 100; // contract/hooks.md, section 2

HookLogSource log_source(const HookStart& start) {
  std::string entity = "unit-" + start.unit;
  std::replace(entity.begin(), entity.end(), '/', '-');
  return {.entity = std::move(entity), .module = "unit." + start.unit + "." + start.hook};
}

/// As the programs of the reference print it: "permission denied".
std::string lower_case_cause(const std::system_error& error) {
  std::string text = error.code().message();
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

pid_t start_process(const HookStart& start, const HookOutput& output) {
  const UniqueFd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!null) throw_errno("cannot open \"/dev/null\"");
  return start_child({.program = start.program, .argv = start.argv, .environment = start.environment, .cwd = start.cwd,
                      .fds = {null.get(), output.stdout_write_end(), output.stderr_write_end()}});
}

} // namespace

HookTable::Hook* HookTable::find(const std::string& id) {
  const auto found = std::find_if(hooks_.begin(), hooks_.end(), [&](const Hook& hook) { return hook.record.id == id; });
  return found == hooks_.end() ? nullptr : &*found;
}

void HookTable::start(const HookStart& start) {
  if (find(start.id)) return;
  Hook& hook = hooks_.emplace_back();
  hook.record = {.id = start.id, .unit = start.unit, .hook = start.hook, .exit = std::nullopt};
  try {
    hook.output = std::make_unique<HookOutput>(log_source(start), log_, clock_);
    hook.pid = start_process(start, *hook.output);
    hook.output->close_write_ends();
  } catch (const std::system_error& error) {
    hook.output.reset();
    hook.ended = ExitStatus{.code = 127};
    hook.record.exit = HookExit{.id = start.id, .status = *hook.ended, .start_error = lower_case_cause(error)};
  }
}

void HookTable::kill(const std::string& id) const {
  for (const Hook& hook : hooks_) {
    if (hook.record.id == id && !hook.ended) ::kill(-hook.pid, SIGKILL); // not waited for: the group is its own
  }
}

void HookTable::acknowledge(const std::string& id) {
  hooks_.remove_if([&](const Hook& hook) { return hook.record.id == id && hook.record.exit; });
}

std::vector<HookRecord> HookTable::records() const {
  std::vector<HookRecord> records;
  for (const Hook& hook : hooks_) records.push_back(hook.record);
  return records;
}

bool HookTable::child_ended(pid_t pid, const ExitStatus& status) {
  for (Hook& hook : hooks_) {
    if (hook.pid != pid || hook.ended) continue;
    hook.ended = status;
    hook.drain_until_ms = clock_.boot_ms() + drain_ms;
    return true;
  }
  return false;
}

void HookTable::watch(std::vector<pollfd>& watched) const {
  for (const Hook& hook : hooks_) {
    if (!hook.output) continue;
    for (const int fd : {hook.output->stdout_fd(), hook.output->stderr_fd()}) {
      if (fd >= 0) watched.push_back({.fd = fd, .events = POLLIN, .revents = 0});
    }
  }
}

std::optional<std::chrono::milliseconds> HookTable::next_deadline() const {
  std::optional<std::chrono::milliseconds> nearest;
  for (const Hook& hook : hooks_) {
    if (!hook.ended || hook.told) continue;
    const std::chrono::milliseconds left(std::max<std::int64_t>(0, hook.drain_until_ms - clock_.boot_ms()));
    nearest = nearest ? std::min(*nearest, left) : left;
  }
  return nearest;
}

bool HookTable::can_be_told(const Hook& hook) const {
  if (!hook.ended || hook.told) return false;
  return !hook.output || hook.output->ended() || clock_.boot_ms() >= hook.drain_until_ms;
}

HookExit HookTable::finish(Hook& hook) {
  if (hook.output) hook.output->finish();
  hook.output.reset();
  if (!hook.record.exit) hook.record.exit = HookExit{.id = hook.record.id, .status = *hook.ended, .start_error = {}};
  hook.told = true;
  return *hook.record.exit;
}

std::vector<HookExit> HookTable::advance() {
  std::vector<HookExit> exits;
  for (Hook& hook : hooks_) {
    if (hook.output) hook.output->read_available();
    if (can_be_told(hook)) exits.push_back(finish(hook));
  }
  return exits;
}

} // namespace periapt::agent
