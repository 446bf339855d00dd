// A machine with a real supervisor whose agent is a stand-in: a copy of the test program that hands its end of the
// connection to the test and waits to be killed. So the test is the agent, and the agent can really die.
// The test program must contain hand_over_case (see supervisor_test.cpp).
#pragma once

#include "agent/supervisor/run_supervisor.h"
#include "agent/supervisor/supervisor_client.h"
#include "base/file.h"
#include "base/log_line.h"
#include "base/machine_conf.h"
#include "base/machine_layout.h"
#include "base/process.h"
#include "base/program_path.h"
#include "base/segmented_log.h"
#include "base/system_error.h"
#include "base/unix_socket.h"
#include "support/eventually.h"
#include "support/temporary_folder.h"

#include <boost/asio/io_context.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace periapt::test {

constexpr const char* control_variable = "PERIAPT_TEST_CONTROL";
constexpr const char* hand_over_case = "stand in for an agent";

/// What the stand-in does.
inline void hand_over_socket() {
  const char* control = std::getenv(control_variable);
  if (!control) return;
  const UniqueFd connection = connect_unix(control);
  send_with_fd(connection.get(), "agent", agent::SupervisorClient::inherited_socket().get());
  ::signal(SIGTERM, SIG_DFL); // not the test framework's
  for (;;) ::pause();
}

class SupervisedMachine {
public:
  static constexpr const char* address = "127.0.255.1"; // in no controller's network

  SupervisedMachine() : layout_{folder_ / "machine"}, control_(listen_unix(folder_ / "control")) {
    make_folders(layout_.root);
    write_machine_conf(layout_.conf(), {.token = "t", .machine_id = 1, .machine_name = "0", .address = address});
    const std::string script = "#!/bin/sh\nexec '" + own_program().string() + "' '" + hand_over_case + "'\n";
    write_file_atomically(folder_ / "agent", script, 0755);
    ::setenv(control_variable, (folder_ / "control").c_str(), 1);
    start_supervisor();
  }
  SupervisedMachine(const SupervisedMachine&) = delete;
  SupervisedMachine& operator=(const SupervisedMachine&) = delete;
  ~SupervisedMachine() {
    if (supervisor_) supervisor_->kill(SIGTERM), supervisor_->wait();
  }

  const MachineLayout& layout() const { return layout_; }
  Process& supervisor() { return *supervisor_; }

  void start_supervisor() {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(agent::run_supervisor({.folder = layout_.root, .agent_program = folder_ / "agent",
                                                     .stop_grace = std::chrono::milliseconds(200),
                                                     .folder_look = std::chrono::milliseconds(200)}));
    supervisor_.emplace(pid, open_pidfd(pid));
  }
  ExitStatus end_supervisor(int signal) {
    supervisor_->kill(signal);
    return wait_for_supervisor();
  }
  /// That it ends by itself.
  ExitStatus wait_for_supervisor() {
    const ExitStatus status = supervisor_->wait();
    supervisor_.reset();
    return status;
  }

  /// The connection of the agent that runs now, or is about to.
  UniqueFd connect_agent() {
    pollfd watched{.fd = control_.get(), .events = POLLIN, .revents = 0};
    if (::poll(&watched, 1, 20'000) != 1) throw_error_number(ETIMEDOUT, "no agent was started");
    const UniqueFd connection(::accept4(control_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    agent_pid_ = peer_credentials(connection.get()).pid;
    char text[8];
    return receive_with_fd(connection.get(), text, sizeof text).passed_fd;
  }
  void kill_agent() const { ::kill(agent_pid_, SIGKILL); }

  std::vector<LogLine> log_lines() const {
    std::vector<LogLine> lines;
    const SegmentedLog log(layout_.log());
    std::int64_t offset = 0;
    for (auto chunk = log.read(0, 1 << 20); !chunk.text.empty(); chunk = log.read(offset, 1 << 20)) {
      offset = chunk.next_offset;
      for (std::string_view rest = chunk.text; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
        if (const auto line = parse_log_line(rest.substr(0, rest.find('\n')))) lines.push_back(*line);
      }
    }
    return lines;
  }

private:
  TemporaryFolder folder_;
  MachineLayout layout_;
  UniqueFd control_;
  std::optional<Process> supervisor_;
  pid_t agent_pid_ = 0;
};

/// One life of the agent: a client and the exits it heard of.
class AgentLife {
public:
  explicit AgentLife(SupervisedMachine& machine) : client_(io_, machine.connect_agent()) {
    client_.on_exit([this](const agent::HookExit& exit) { exits_[exit.id] = exit; });
  }

  agent::SupervisorClient& client() { return client_; }
  boost::asio::io_context& io() { return io_; }

  /// A hook that is a shell script.
  void start(const std::string& id, const std::string& script, std::vector<std::string> environment = {}) {
    client_.start_hook({.id = id, .unit = "x/0", .hook = "install", .program = "/bin/sh", .argv = {"sh", "-c", script},
                        .environment = std::move(environment), .cwd = "/"});
  }
  agent::HookExit wait_for_exit(const std::string& id) {
    if (!run_until([&] { return exits_.count(id) > 0; })) throw_error_number(ETIMEDOUT, "hook {} did not end", id);
    return exits_.at(id);
  }
  bool heard_of(const std::string& id) const { return exits_.count(id) > 0; }
  template <class Condition>
  bool run_until(Condition condition) {
    return eventually([&] {
      io_.restart();
      io_.run_for(std::chrono::milliseconds(5));
      return condition();
    });
  }

private:
  boost::asio::io_context io_;
  agent::SupervisorClient client_;
  std::map<std::string, agent::HookExit> exits_;
};

} // namespace periapt::test
