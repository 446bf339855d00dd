#include "agent/supervisor/supervisor.h"

#include "base/process_sweep.h"
#include "base/random.h"
#include "base/system_error.h"
#include "base/unix_socket.h"
#include "core/names.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <vector>

namespace periapt::agent {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kill_limit(10000);
constexpr const char* log_module = "periapt.supervisor";

UniqueFd open_signals() {
  sigset_t wanted;
  sigemptyset(&wanted);
  for (const int signal : {SIGTERM, SIGINT, SIGCHLD}) sigaddset(&wanted, signal);
  if (::sigprocmask(SIG_BLOCK, &wanted, nullptr) != 0) throw_errno("cannot block signals");
  UniqueFd fd(::signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC));
  if (!fd) throw_errno("cannot wait for signals");
  return fd;
}

Log machine_logger(const MachineConf& conf, const Clock& clock, SegmentedLog& log) {
  return Log("machine-" + conf.machine_name, clock, [&log](const LogLine& line) {
    try {
      log.append(format_log_line(line));
    } catch (const std::system_error&) {
      // a full disk costs log lines, nothing else
    }
  });
}

UniqueFd claim_address(const std::string& address) {
  return address.empty() ? UniqueFd() : claim_abstract_name(address_claim_name(address));
}

} // namespace

Supervisor::Supervisor(const SupervisorOptions& options, const LockFile& lock, bool may_mount)
    : layout_{std::filesystem::absolute(options.folder).lexically_normal()}, conf_(read_machine_conf(layout_.conf())),
      lock_(lock), address_claim_(claim_address(conf_.address)), stop_grace_(options.stop_grace),
      folder_look_(options.folder_look), machine_log_(layout_.log()),
      log_(machine_logger(conf_, clock_, machine_log_)), boot_id_(random_uuid()), signals_(open_signals()),
      hooks_(machine_log_, clock_, "machine-" + conf_.machine_name), sockets_(layout_),
      storage_(layout_, may_mount), agent_(options.agent_program, layout_.root, clock_) {}

Supervisor::End Supervisor::run() {
  log_.info(log_module, "Machine is up, boot id {}", boot_id_);
  if (!conf_.address.empty() && !address_claim_) log_.warning(log_module, "Address {} is claimed by another machine", conf_.address);
  while (!reboots_ && !lock_.is_removed()) {
    start_agent_if_due();
    wait_for_something();
    if (!read_signals()) break;
    serve_agent();
    for (const HookExit& exit : hooks_.advance()) tell(to_message(exit)); // after the signals: one round for an exit
  }
  log_.info(log_module, "Machine is {}", reboots_ ? "rebooting" : "shutting down");
  if (!end_descendants(stop_grace_, stop_grace_ + kill_limit)) return End::stuck;
  return reboots_ ? End::rebooting : End::stopped;
}

void Supervisor::wait_for_something() {
  std::vector<pollfd> watched = {{.fd = signals_.get(), .events = POLLIN, .revents = 0}};
  if (const MessageChannel* channel = agent_.channel(); channel && !channel->closed()) {
    const short events = channel->wants_write() ? POLLIN | POLLOUT : POLLIN;
    watched.push_back({.fd = channel->fd(), .events = events, .revents = 0});
  }
  hooks_.watch(watched);
  auto timeout = folder_look_;
  for (const auto& deadline : {agent_.next_start(), hooks_.next_deadline()})
    if (deadline) timeout = std::min(timeout, *deadline);
  if (::poll(watched.data(), watched.size(), static_cast<int>(timeout.count())) < 0 && errno != EINTR) throw_errno("cannot wait");
}

bool Supervisor::read_signals() {
  signalfd_siginfo info{};
  while (::read(signals_.get(), &info, sizeof info) == sizeof info) {
    if (info.ssi_signo != SIGCHLD) return false;
    reap();
  }
  return true;
}

/// Everything that ended below us: the agent, hooks, and orphans, as we are child subreaper.
void Supervisor::reap() {
  int status = 0;
  for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0; pid = ::waitpid(-1, &status, WNOHANG)) {
    if (hooks_.child_ended(pid, exit_status_of(status))) continue;
    serve_agent(); // its last words come before its end
    if (agent_.child_ended(pid)) log_.warning(log_module, "Agent ended: {}", describe(exit_status_of(status)));
  }
}

void Supervisor::start_agent_if_due() {
  if (const auto due = agent_.next_start(); !due || due->count() > 0) return;
  try {
    agent_.start(to_message(Hello{.boot_id = boot_id_, .hooks = hooks_.records()}));
    log_.debug(log_module, "Agent started, process {}", agent_.pid());
    for (const HookExit& exit : hooks_.kept_exits()) tell(to_message(exit));
  } catch (const std::system_error& error) {
    log_.error(log_module, "Agent did not start: {}", error.what());
  }
}

void Supervisor::serve_agent() {
  MessageChannel* channel = agent_.channel();
  if (!channel || channel->closed()) return;
  try {
    channel->flush();
    channel->read_available();
    while (const auto incoming = channel->receive()) handle(incoming->message);
    if (channel->closed()) agent_.kill(); // without us it can do nothing; mostly it has ended already
  } catch (const std::runtime_error& error) {
    log_.error(log_module, "Agent is killed: {}", error.what());
    agent_.kill();
  }
}

void Supervisor::handle(const Message& message) {
  switch (message.kind) {
  case MessageKind::start_hook: return start_hook(hook_start_of(message));
  case MessageKind::acknowledge: return hooks_.acknowledge(subject_of(message));
  case MessageKind::kill_hook: return hooks_.kill(subject_of(message));
  case MessageKind::end_hook: return hooks_.end(subject_of(message));
  case MessageKind::make_socket: return make_socket(subject_of(message));
  case MessageKind::drop_socket: return drop_unit(subject_of(message));
  case MessageKind::reboot: reboots_ = true; return;
  default: throw std::runtime_error("cannot understand the agent");
  }
}

/// A hook whose storage is not where it must be does not start.
void Supervisor::start_hook(const HookStart& start) {
  try {
    if (!start.unit.empty()) storage_.set(UnitName(start.unit).tag(), start.mounts);
  } catch (const std::system_error& error) {
    log_.error(log_module, "Storage of {} is not there: {}", start.unit, error.what());
    return hooks_.refuse(start, error);
  }
  hooks_.start(start);
}

void Supervisor::drop_unit(const std::string& tag) {
  sockets_.drop(tag);
  storage_.set(tag, {});
}

void Supervisor::make_socket(const std::string& tag) {
  try {
    tell({.kind = MessageKind::socket_made, .fields = {tag}}, sockets_.share(tag));
  } catch (const std::exception& error) {
    tell({.kind = MessageKind::socket_failed, .fields = {tag, error.what()}});
  }
}

void Supervisor::tell(const Message& message, UniqueFd passed_fd) {
  if (MessageChannel* channel = agent_.channel()) channel->send(message, std::move(passed_fd));
}

} // namespace periapt::agent
