// A whole controller without machines in this process: store, delivery and server on a socket of its own, and a
// plain blocking client that can misbehave.
#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/unix_socket.h"
#include "delivery/delivery_thread.h"
#include "services/heartbeat.h"
#include "store/store.h"
#include "support/temporary_folder.h"
#include "tls/certificate.h"
#include "transport/disk_reserve.h"
#include "transport/model_logs.h"
#include "transport/server.h"

#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace periapt::test {

class RunningServer {
public:
  /// A reserve larger than the disk: there is never enough space for it.
  static constexpr std::int64_t no_space = std::int64_t{1} << 50;

  enum class Listening { no, yes };

  explicit RunningServer(transport::ServerLimits limits = {}, std::int64_t reserve_bytes = 4096,
                         Listening listening = Listening::no)
      : reserve_(folder_ / "reserve", reserve_bytes), server_(controller_, socket(), limits) {
    if (listening == Listening::yes) api_addresses_ = server_.listen("127.0.0.1:0", identity_ = tls::own_identity(folder()));
    store_->on_committed([this](Revision) { delivery_.wake(); });
    std::filesystem::create_directory(controller_.charms_folder);
    thread_ = std::thread([this] { server_.run(false); });
  }
  ~RunningServer() {
    server_.stop();
    thread_.join();
    delivery_.stop();
  }

  /// For other machines; when it is listening.
  const std::vector<std::string>& api_addresses() const { return api_addresses_; }
  const std::string& certificate() const { return identity_.certificate; }
  std::filesystem::path socket() const { return folder_ / "s"; }
  std::filesystem::path folder() const { return folder_.path(); }
  store::Store& store() { return *store_; }

private:
  TemporaryFolder folder_;
  SystemClock clock_;
  Log log_{"controller-0", clock_, [](const LogLine&) {}};
  std::unique_ptr<store::Store> store_ = store::Store::open(folder_ / "model.db", {"uuid", "test", ""});
  services::Leases leases_{clock_.boot_ms()};
  services::Presence presence_{clock_.boot_ms()};
  transport::ModelLogs logs_{folder_ / "logs"};
  transport::DiskReserve reserve_;
  delivery::DeliveryThread delivery_{*store_, log_};
  transport::Controller controller_{*store_, delivery_, leases_, presence_, logs_,
                                    reserve_, clock_,   log_,    {},        folder_ / "charms", folder_ / "backups"};
  transport::Server server_;
  tls::Identity identity_;
  std::vector<std::string> api_addresses_;
  std::thread thread_;
};

/// One connection that says exactly what it is told to.
class RawConnection {
public:
  explicit RawConnection(const std::filesystem::path& socket) : fd_(connect_unix(socket)) {}

  void send(std::string_view text) { ::send(fd_.get(), text.data(), text.size(), MSG_NOSIGNAL); }

  /// What arrives until `until` is in it, the other side closes, or the time is over.
  std::string read_until(std::string_view until, std::chrono::milliseconds limit = std::chrono::seconds(20)) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::string text;
    while (until.empty() || text.find(until) == std::string::npos) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      pollfd readable{fd_.get(), POLLIN, 0};
      char piece[4096];
      if (left.count() <= 0 || ::poll(&readable, 1, static_cast<int>(left.count())) <= 0) break;
      const auto size = ::recv(fd_.get(), piece, sizeof piece, 0);
      ended_ = size <= 0;
      if (ended_) break;
      text.append(piece, static_cast<std::size_t>(size));
    }
    return text;
  }
  std::string read_to_end() { return read_until({}); }
  /// What has been read went up to the end.
  bool ended() const { return ended_; }

private:
  UniqueFd fd_;
  bool ended_ = false;
};

/// One request on a connection of its own; head and body of the answer. `headers` end with CRLF each.
inline std::string ask(const RunningServer& server, std::string_view method_and_target, std::string_view body = {},
                       std::string_view headers = {}) {
  RawConnection connection(server.socket());
  std::string text(method_and_target);
  text += " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + std::string(headers);
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  connection.send(text + "\r\n" + std::string(body));
  return connection.read_to_end();
}

} // namespace periapt::test
