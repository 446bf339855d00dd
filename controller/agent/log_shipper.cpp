#include "agent/log_shipper.h"

#include "base/system_error.h"
#include "wire/messages.h"

#include <sys/inotify.h>

#include <boost/asio/buffer.hpp>

#include <utility>

namespace periapt::agent {
namespace {

constexpr std::chrono::milliseconds gathering{100};
constexpr std::chrono::milliseconds retry{2000};
constexpr std::size_t piece_bytes = 256 << 10;

int open_watch(const std::filesystem::path& folder) {
  const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0) throw_errno("cannot watch \"{}\"", folder.string());
  if (::inotify_add_watch(fd, folder.c_str(), IN_MODIFY | IN_CREATE) < 0) {
    throw_errno("cannot watch \"{}\"", folder.string());
  }
  return fd;
}

} // namespace

LogShipper::LogShipper(boost::asio::io_context& io, client::AsyncClient& client, Scheduler& scheduler,
                       SqliteStateStore& store, MachineId machine, std::filesystem::path folder)
    : client_(client), scheduler_(scheduler), store_(store), machine_(machine), log_(folder),
      changes_(io, open_watch(folder)), offset_(store.shipped_log()) {
  watch();
}

LogShipper::~LogShipper() { *alive_ = false; }

void LogShipper::connected() {
  connected_ = true;
  ship_soon(gathering);
}

void LogShipper::disconnected() { connected_ = false; }

/// After a change the watch rests until the lines have been gathered: a chatty hook does not wake us for each.
void LogShipper::watch() {
  if (std::exchange(watching_, true)) return;
  const auto changed = [this, alive = alive_](const boost::system::error_code& error, std::size_t) {
    if (error || !*alive) return;
    watching_ = false;
    ship_soon(gathering);
  };
  changes_.async_read_some(boost::asio::buffer(buffer_), changed);
}

void LogShipper::ship_soon(std::chrono::milliseconds delay) {
  timer_ = scheduler_.after(delay, [this] { ship(); });
}

void LogShipper::ship() {
  if (!connected_ || under_way_) return watch();
  const auto chunk = log_.read(offset_, piece_bytes);
  if (chunk.text.empty()) return watch();
  under_way_ = true;
  const auto take = [this, alive = alive_](const client::Answer& answer) {
    if (*alive) shipped(answer);
  };
  const auto target = client::target({"machines", std::to_string(machine_.value), "log"});
  client_.post(target, wire::LogShipment{chunk.offset, chunk.text}, take);
}

void LogShipper::shipped(const client::Answer& answer) {
  under_way_ = false;
  try {
    offset_ = answer.decode<wire::LogAccepted>().next_offset;
    store_.save_shipped_log(offset_);
    ship();
  } catch (const Error&) {
    ship_soon(retry);
  }
}

} // namespace periapt::agent
