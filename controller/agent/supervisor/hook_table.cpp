#include "agent/supervisor/hook_table.h"

#include "agent/supervisor/child_process.h"
#include "base/process_table.h"
#include "base/system_error.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>

namespace periapt::agent {
namespace {

constexpr std::int64_t drain_ms = 100; // contract/hooks.md, section 2
constexpr std::int64_t end_grace_ms = 5000; // between SIGTERM and SIGKILL

HookLogSource log_source(const HookStart& start, const std::string& machine) {
  if (start.unit.empty()) return {.entity = machine, .module = machine + "." + start.hook};
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

/// Memory that reads like a file: nobody sees the text on a command line or on the disk.
UniqueFd standard_input(const std::string& text) {
  if (text.empty()) {
    UniqueFd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!null) throw_errno("cannot open \"/dev/null\"");
    return null;
  }
  UniqueFd memory(::memfd_create("input", MFD_CLOEXEC));
  if (!memory) throw_errno("cannot make the standard input");
  for (std::string_view rest = text; !rest.empty();) {
    const auto written = retry_interrupted([&] { return ::write(memory.get(), rest.data(), rest.size()); });
    if (written < 0) throw_errno("cannot fill the standard input");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::lseek(memory.get(), 0, SEEK_SET) != 0) throw_errno("cannot rewind the standard input");
  return memory;
}

pid_t start_process(const HookStart& start, const HookOutput& output) {
  const auto input = standard_input(start.input);
  return start_child({.program = start.program, .argv = start.argv, .environment = start.environment, .cwd = start.cwd,
                      .fds = {input.get(), output.stdout_write_end(), output.stderr_write_end()}});
}

} // namespace

HookTable::Hook* HookTable::find(const std::string& id) {
  const auto found = std::find_if(hooks_.begin(), hooks_.end(), [&](const Hook& hook) { return hook.record.id == id; });
  return found == hooks_.end() ? nullptr : &*found;
}

void HookTable::start(const HookStart& start) {
  if (find(start.id)) return;
  Hook& hook = add(start);
  try {
    hook.keeps_output = start.keeps_output;
    hook.output = std::make_unique<HookOutput>(log_source(start, machine_), log_, clock_, start.keeps_output);
    hook.pid = start_process(start, *hook.output);
    hook.output->close_write_ends();
  } catch (const std::system_error& error) {
    fail(hook, error);
  }
}

void HookTable::refuse(const HookStart& start, const std::system_error& error) {
  if (!find(start.id)) fail(add(start), error);
}

HookTable::Hook& HookTable::add(const HookStart& start) {
  Hook& hook = hooks_.emplace_back();
  hook.record = {.id = start.id, .unit = start.unit, .hook = start.hook, .exit = std::nullopt};
  return hook;
}

void HookTable::fail(Hook& hook, const std::system_error& error) {
  hook.output.reset();
  hook.ended = ExitStatus{.code = 127};
  hook.record.exit = HookExit{.id = hook.record.id, .status = *hook.ended, .start_error = lower_case_cause(error)};
}

void HookTable::kill(const std::string& id) const {
  for (const Hook& hook : hooks_) {
    if (hook.record.id == id && !hook.ended) ::kill(-hook.pid, SIGKILL); // not waited for: the group is its own
  }
}

void HookTable::end(const std::string& id) {
  auto* hook = find(id);
  if (!hook || hook->ended || hook->kill_at_ms > 0) return;
  for (const pid_t pid : descendants_of(hook->pid)) {
    UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (process) hook->doomed.push_back(std::move(process)); // else it has just ended
  }
  hook->kill_at_ms = clock_.boot_ms() + end_grace_ms;
  ::kill(-hook->pid, SIGTERM);
}

void HookTable::kill_doomed(Hook& hook) const {
  ::kill(-hook.pid, SIGKILL);
  for (const auto& process : hook.doomed) ::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0);
  hook.doomed.clear();
}

void HookTable::acknowledge(const std::string& id) {
  hooks_.remove_if([&](const Hook& hook) { return hook.record.id == id && hook.record.exit; });
}

std::vector<HookRecord> HookTable::records() const {
  std::vector<HookRecord> records;
  for (const Hook& hook : hooks_) {
    auto& record = records.emplace_back(hook.record);
    if (hook.keeps_output) record.exit.reset();
  }
  return records;
}

std::vector<HookExit> HookTable::kept_exits() const {
  std::vector<HookExit> exits;
  for (const Hook& hook : hooks_) {
    if (hook.keeps_output && hook.record.exit) exits.push_back(*hook.record.exit);
  }
  return exits;
}

bool HookTable::child_ended(pid_t pid, const ExitStatus& status) {
  for (Hook& hook : hooks_) {
    if (hook.pid != pid || hook.ended) continue;
    hook.ended = status;
    hook.drain_until_ms = clock_.boot_ms() + drain_ms;
    if (hook.kill_at_ms > 0) kill_doomed(hook);
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
    if (hook.told || (!hook.ended && hook.kill_at_ms == 0)) continue;
    const auto due_ms = hook.ended ? hook.drain_until_ms : hook.kill_at_ms;
    const std::chrono::milliseconds left(std::max<std::int64_t>(0, due_ms - clock_.boot_ms()));
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
  if (!hook.record.exit) hook.record.exit = HookExit{.id = hook.record.id, .status = *hook.ended, .start_error = {}};
  if (hook.output && hook.keeps_output) {
    hook.record.exit->out = hook.output->kept_out();
    hook.record.exit->err = hook.output->kept_err();
    hook.record.exit->cut_bytes = hook.output->cut_bytes();
  }
  hook.output.reset();
  hook.told = true;
  return *hook.record.exit;
}

std::vector<HookExit> HookTable::advance() {
  std::vector<HookExit> exits;
  for (Hook& hook : hooks_) {
    if (!hook.ended && hook.kill_at_ms > 0 && clock_.boot_ms() >= hook.kill_at_ms) {
      for (const pid_t pid : descendants_of(hook.pid)) ::kill(pid, SIGKILL); // started since
      kill_doomed(hook);
      hook.kill_at_ms += end_grace_ms; // not at every turn
    }
    if (hook.output) hook.output->read_available();
    if (can_be_told(hook)) exits.push_back(finish(hook));
  }
  return exits;
}

} // namespace periapt::agent
