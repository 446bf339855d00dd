// Ships the machine's log to the controller, from the file that hooks' output and the agent's own lines are in:
// log lines never wait in a database (DESIGN section 9, rule 16). Whoever appends, the kernel tells us (inotify);
// lines that come close together go as one. Threads: the agent's one thread.
#pragma once

#include "agent/scheduler.h"
#include "agent/state/sqlite_state_store.h"
#include "base/segmented_log.h"
#include "client/async_client.h"
#include "core/ids.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <filesystem>
#include <memory>

namespace periapt::agent {

class LogShipper {
public:
  /// `client` and `store` are borrowed; a client of its own lets a long piece of log delay nothing else.
  LogShipper(boost::asio::io_context& io, client::AsyncClient& client, Scheduler& scheduler, SqliteStateStore& store,
             MachineId machine, std::filesystem::path folder);
  ~LogShipper();
  LogShipper(const LogShipper&) = delete;
  LogShipper& operator=(const LogShipper&) = delete;

  /// The controller is there, is away.
  void connected();
  void disconnected();

private:
  void watch();
  void ship();
  void ship_soon(std::chrono::milliseconds delay);
  void shipped(const client::Answer& answer);

  client::AsyncClient& client_;
  Scheduler& scheduler_;
  SqliteStateStore& store_;
  MachineId machine_;
  SegmentedLog log_;
  boost::asio::posix::stream_descriptor changes_;
  std::array<char, 4096> buffer_{};
  std::int64_t offset_; // up to here the controller has it
  bool connected_ = false;
  bool watching_ = false;
  bool under_way_ = false;
  std::unique_ptr<Scheduler::Timer> timer_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace periapt::agent
