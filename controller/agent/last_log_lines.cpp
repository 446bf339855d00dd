#include "agent/last_log_lines.h"

#include "base/segmented_log.h"
#include "client/async_client.h"
#include "core/error.h"
#include "wire/messages.h"

#include <boost/asio/io_context.hpp>

namespace periapt::agent {
namespace {

constexpr std::size_t last_piece_bytes = 256 << 10;

class LastLines {
public:
  LastLines(SqliteStateStore& store, const MachineConf& conf, const std::filesystem::path& folder,
            std::chrono::milliseconds patience)
      : store_(store), log_(folder), client_(io_, conf.controller_socket, conf.token, patience),
        target_(client::target({"machines", std::to_string(conf.machine_id), "log"})) {}

  void run_for(std::chrono::milliseconds patience) {
    send_next();
    io_.run_for(patience);
  }

private:
  void send_next() {
    const auto chunk = log_.read(store_.shipped_log(), last_piece_bytes);
    if (chunk.text.empty()) return;
    client_.post(target_, wire::LogShipment{chunk.offset, chunk.text},
                 [this](const client::Answer& answer) { sent(answer); });
  }

  void sent(const client::Answer& answer) {
    try {
      store_.save_shipped_log(answer.decode<wire::LogAccepted>().next_offset);
    } catch (const Error&) {
      return; // the next agent, if there is one, sends it
    }
    send_next();
  }

  SqliteStateStore& store_;
  const SegmentedLog log_;
  boost::asio::io_context io_{1};
  client::AsyncClient client_;
  std::string target_;
};

} // namespace

void ship_last_lines(SqliteStateStore& store, const MachineConf& conf, const std::filesystem::path& folder,
                     std::chrono::milliseconds patience) {
  LastLines(store, conf, folder, patience).run_for(patience);
}

} // namespace periapt::agent
