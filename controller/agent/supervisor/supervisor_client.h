// The agent's side of its supervisor: the process that starts hooks, keeps their exits while no agent runs, and
// holds the units' listening sockets (ADR 0004; DESIGN section 9, rules 8 and 9). The agent is started with a
// connected socket as descriptor 3, on which the supervisor has already said hello: boot id and hooks.
//
//   SupervisorClient supervisor(io, SupervisorClient::inherited_socket());
//   supervisor.on_exit([](const HookExit& exit) { … supervisor.acknowledge(exit.id); });
//   for (const HookRecord& hook : supervisor.hooks()) …            // adopt what ran before
//   supervisor.start_hook({.id = id, .unit = "wordpress/0", .hook = "install", …});
//   UniqueFd listener = co_await supervisor.listening_socket("unit-wordpress-0");
//
// Threads: the agent's one thread. Callbacks come from the io_context, never from inside a call.
// When the supervisor is gone the io_context's run() throws Error(unavailable): without it nothing can be run
// (and the kernel kills the agent anyway).
#pragma once

#include "agent/supervisor/hook_types.h"
#include "base/unique_fd.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace periapt::agent {

class SupervisorClient {
public:
  /// Descriptor 3, as the supervisor starts the agent.
  static UniqueFd inherited_socket();

  /// Waits for the hello, which is already there. Throws Error(unavailable) if there is no supervisor.
  SupervisorClient(boost::asio::io_context& io, UniqueFd socket);
  ~SupervisorClient();

  /// Random, drawn when the supervisor started: a new one means the machine has booted (rule 9).
  const std::string& boot_id() const;
  /// What an earlier agent started and this one must adopt or acknowledge; exits are filled in as they arrive.
  const std::vector<HookRecord>& hooks() const;

  /// Told once for each hook that ends from now on (those that had ended before are in hooks()).
  /// All its output is in the log by then, except from children that outlive it (drain: 100 ms).
  void on_exit(std::function<void(const HookExit&)> handler);

  /// The outcome, a failed start included, arrives through on_exit. An id that is known is not started again.
  void start_hook(const HookStart& hook);
  /// The supervisor forgets the hook: call it once its outcome is durable. Unknown ids are ignored.
  void acknowledge(const std::string& id);
  /// SIGKILL to the hook's process group; its exit arrives as usual. Unknown or ended: nothing happens.
  void kill_hook(const std::string& id);
  /// The supervisor ends every process of the machine, this one too, and starts anew under another boot id.
  void reboot();

  /// SIGTERM to it, SIGKILL to it and all it has started when it has ended or after a few seconds; its exit arrives
  /// as usual. Unknown or ended: nothing happens.
  void end_hook(const std::string& id);

  /// A duplicate of the unit's listening socket at socket_path(MachineLayout::agent_socket(tag)), made if it is
  /// not there yet (as is the unit's folder). Calls made while no agent ran wait in its backlog. Non-blocking.
  /// Throws Error(unavailable) with the reason if it cannot be made.
  boost::asio::awaitable<UniqueFd> listening_socket(std::string tag);
  /// The unit is gone: closes and removes its socket.
  void drop_listening_socket(const std::string& tag);

private:
  class Impl;
  std::shared_ptr<Impl> impl_; // shared with the pending read only; ended by the destructor
};

} // namespace periapt::agent
