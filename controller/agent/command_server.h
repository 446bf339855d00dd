// Takes juju-exec's calls on the machine's own socket. One call a connection: a frame with a CommandRequest as JSON,
// answered by an exit frame (tool_frames.h) once the commands have ended. The socket is the agent's: while no agent
// runs, callers are refused by the kernel and try again. Threads: that of the io_context.
#pragma once

#include "agent/commands.h"

#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <functional>
#include <memory>

namespace periapt::agent {

class CommandServer {
public:
  using Handler = std::function<void(CommandRequest, CommandsEnded)>;

  /// Errors: std::system_error. `handler` is called by the loop.
  CommandServer(boost::asio::io_context& io, const std::filesystem::path& socket, Handler handler);
  ~CommandServer();
  CommandServer(const CommandServer&) = delete;
  CommandServer& operator=(const CommandServer&) = delete;

private:
  class Impl;
  std::shared_ptr<Impl> impl_; // shared with the connections' coroutines
};

} // namespace periapt::agent
