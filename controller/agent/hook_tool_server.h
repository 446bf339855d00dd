// Answers the hook tools of one unit on its socket. Which tool was called, and what it says, is decided by
// hook_tools::ToolRun against the running hook's context; this is only the conversation with the client, whose
// frames charm-sdk/hook-tool/README.md draws. Several clients may be connected at once (a hook may pipe one
// tool into another); each tool's run itself is one step of the loop.
// A client that re-sends a call after a broken connection gets the remembered answer, so a write happens once
// (DESIGN section 9, rule 10). Threads: that of the io_context.
#pragma once

#include "hook_tools/hook_context.h"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>

namespace periapt::agent {

class HookRecorder;

class HookToolServer {
public:
  /// Takes over `listening_fd`, a bound and listening unix stream socket, which the supervisor holds open too:
  /// clients that connect while no agent runs wait in its backlog. The first client is accepted on the next turn
  /// of `io`, so the context of an adopted hook given right after construction is in time.
  HookToolServer(boost::asio::io_context& io, int listening_fd);
  /// Closes the socket and all connections; clients retry, as after an agent's death.
  ~HookToolServer();
  HookToolServer(const HookToolServer&) = delete;
  HookToolServer& operator=(const HookToolServer&) = delete;

  /// A hook begins or is adopted: calls that name `context_id` are answered from `context`, which must outlive
  /// end_hook(). At most one hook at a time. `recorder`: hears of each call; may be null.
  void begin_hook(std::string context_id, hook_tools::HookContext& context, std::shared_ptr<HookRecorder> recorder = {});
  /// The hook ended: its remembered answers are forgotten, calls under way are answered as stale, and every call
  /// until the next hook is refused with `bad request: wrong context ID; got "<id>"`.
  void end_hook();

private:
  class Impl;
  std::shared_ptr<Impl> impl_; // shared with the connections' coroutines, which end soon after the destructor
};

} // namespace periapt::agent
