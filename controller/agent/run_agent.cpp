#include "agent/run_agent.h"

#include "agent/asio_scheduler.h"
#include "agent/command_server.h"
#include "agent/disk_charm_deployer.h"
#include "agent/http_controller_link.h"
#include "agent/last_log_lines.h"
#include "agent/log_shipper.h"
#include "agent/machine_agent.h"
#include "agent/machine_tools.h"
#include "agent/resource_cache.h"
#include "agent/state/sqlite_state_store.h"
#include "agent/supervised_hook_runner.h"
#include "base/log.h"
#include "base/machine_conf.h"
#include "base/machine_layout.h"
#include "client/event_stream.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace periapt::agent {
namespace {

constexpr std::chrono::milliseconds last_words(500); // of an agent that is told to end: far below its supervisor's grace

ResourceCache::Download resource_download(client::AsyncClient& client) {
  return [&client](const std::string& sha256, const std::filesystem::path& file, client::AnswerHandler handler) {
    client.download(client::target({"resources", sha256}), file, std::move(handler));
  };
}

/// Everything that makes the process, in the order of its construction.
class MachineProcess {
public:
  explicit MachineProcess(const std::filesystem::path& folder)
      : layout_{folder}, conf_(read_machine_conf(layout_.conf())), log_sink_(folder_sink(layout_.log())),
        log_("machine-" + conf_.machine_name, clock_, log_sink_),
        supervisor_(io_, SupervisorClient::inherited_socket()), store_(SqliteStateStore::open(layout_.state_database(), log_)),
        client_(io_, conf_.controller_socket, conf_.token), log_client_(io_, conf_.controller_socket, conf_.token),
        resources_(io_, resource_download(log_client_), layout_), link_(client_, resources_, MachineId{conf_.machine_id}),
        scheduler_(io_), lock_(scheduler_),
        hooks_(io_, supervisor_, layout_),
        charms_(io_, log_client_, layout_, [this](const UnitName& unit) { hooks_.drop_unit(unit); }),
        shipper_(io_, log_client_, scheduler_, store_, MachineId{conf_.machine_id}, layout_.log()),
        machine_({store_, link_, hooks_, charms_, lock_, scheduler_, chance_, clock_, log_sink_},
                 supervisor_.boot_id()),
        commands_(io_, layout_.exec_socket(),
                  [this](CommandRequest request, CommandsEnded ended) {
                    machine_.run_commands(std::move(request), std::move(ended));
                  }),
        stream_(io_, conf_.controller_socket, conf_.token,
                client::target({"machines", std::to_string(conf_.machine_id), "events"}), callbacks()) {}

  void run() {
    told_to_end_.async_wait([this](const boost::system::error_code&, int) { io_.stop(); });
    log_.info("agent", "Agent started");
    make_machine_tools(layout_, conf_.machine_name);
    machine_.start();
    stream_.start(machine_.revision());
    io_.run();
    ship_last_lines(store_, conf_, layout_.log(), last_words);
  }

private:
  client::EventStream::Callbacks callbacks() {
    return {.event = [this](const client::Event& event) { machine_.apply(wire::decode<AgentUpdate>(event.data)); },
            .connected =
                [this] {
                  log_.info("agent", "Connected to the controller");
                  machine_.connected();
                  shipper_.connected();
                },
            .disconnected =
                [this](const Error& error) {
                  log_.debug("agent", "Not connected to the controller: {}", error.what());
                  machine_.disconnected();
                  shipper_.disconnected();
                }};
  }

  boost::asio::io_context io_{1};
  boost::asio::signal_set told_to_end_{io_, SIGTERM};
  MachineLayout layout_;
  MachineConf conf_;
  SystemClock clock_;
  Log::Sink log_sink_;
  Log log_;
  SupervisorClient supervisor_;
  SqliteStateStore store_;
  client::AsyncClient client_;
  client::AsyncClient log_client_; // for what may take long
  ResourceCache resources_;
  HttpControllerLink link_;
  AsioScheduler scheduler_;
  KernelChance chance_;
  MachineLock lock_;
  SupervisedHookRunner hooks_;
  DiskCharmDeployer charms_;
  LogShipper shipper_;
  MachineAgent machine_;
  CommandServer commands_;
  client::EventStream stream_;
};

} // namespace

void run_agent(const std::filesystem::path& folder) { MachineProcess(folder).run(); }

} // namespace periapt::agent
