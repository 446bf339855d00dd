// modeld: the controller. Reads its options, builds its parts, serves until it is told to end. Machines and
// what runs on them stay when it ends. Threads: this one (all connections), two pool threads, one for passwords, the store's
// writer, delivery, and the machine manager.
#include "base/clock.h"
#include "base/fault_point.h"
#include "base/file.h"
#include "base/heap.h"
#include "base/lock_file.h"
#include "base/log.h"
#include "base/program_path.h"
#include "base/random.h"
#include "base/machine_mounts.h"
#include "core/error.h"
#include "database/query_count.h"
#include "delivery/delivery_thread.h"
#include "providers/local/local_provider.h"
#include "providers/local/local_storage.h"
#include "services/backup.h"
#include "services/controller_settings.h"
#include "services/heartbeat.h"
#include "services/machine_manager.h"
#include "services/models.h"
#include "services/reports.h"
#include "services/restore.h"
#include "services/storage_manager.h"
#include "store/listener_repository.h"
#include "store/model_repository.h"
#include "store/store.h"
#include "tls/certificate.h"
#include "transport/disk_reserve.h"
#include "transport/incoming_file.h"
#include "transport/metrics.h"
#include "transport/model_logs.h"
#include "transport/openapi.h"
#include "transport/server.h"

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/variables_map.hpp>
#include <fmt/ranges.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

using namespace periapt;
namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace {

// --- options ------------------------------------------------------------------------------------
struct Options {
  fs::path data;
  std::string name;
  fs::path socket;
  std::optional<std::string> listen; // "host:port"; "none" from now on
  fs::path backup; // to be restored; empty: none
  int ready_fd = -1;
};

po::options_description describe_options() {
  po::options_description options("modeld: the controller of models.\n\nOptions");
  // clang-format off
  options.add_options()
    ("data", po::value<std::string>(), "folder of this controller; made if it is not there")
    ("name", po::value<std::string>(), "the controller's name, stored when the folder is new")
    ("socket", po::value<std::string>(), "where to listen (default: modeld.sock in the folder)")
    ("listen", po::value<std::string>(), "HOST:PORT, where to answer other machines too, over TLS; kept for later starts; \"none\" ends it")
    ("restore", po::value<std::string>(), "become what this backup holds; the folder must hold no models")
    ("ready-fd", po::value<int>(), "write one byte to this descriptor once requests are answered")
    ("fault", po::value<std::vector<std::string>>()->composing(), "NAME[:NTH]: die at the NTH pass of a fault point")
    ("list-fault-points", "print the names of all fault points")
    ("print-openapi", "print the API's description")
    ("version", "print the version")
    ("help", "print this help");
  // clang-format on
  return options;
}

/// Options that print something and end the program.
bool answered(const po::variables_map& values, const po::options_description& description) {
  std::string text;
  if (values.contains("help")) text = (std::ostringstream() << description).str();
  else if (values.contains("version")) text = PERIAPT_VERSION "\n";
  else if (values.contains("print-openapi")) text = transport::openapi_yaml();
  else if (values.contains("list-fault-points"))
    for (const auto name : fault_point_names()) text += std::string(name) + "\n";
  else return false;
  std::fputs(text.c_str(), stdout);
  return true;
}

Options read_options(const po::variables_map& values) {
  for (const char* required : {"data", "name"})
    if (!values.contains(required)) throw make_error(ErrorKind::invalid, "option --{} is missing", required);
  if (values.contains("fault"))
    for (const auto& fault : values["fault"].as<std::vector<std::string>>()) arm_fault_point(fault);
  Options options{.data = fs::absolute(values["data"].as<std::string>()), .name = values["name"].as<std::string>()};
  options.socket = values.contains("socket") ? fs::absolute(values["socket"].as<std::string>())
                                             : options.data / "modeld.sock";
  if (values.contains("listen")) options.listen = values["listen"].as<std::string>();
  if (values.contains("restore")) options.backup = fs::absolute(values["restore"].as<std::string>());
  if (values.contains("ready-fd")) options.ready_fd = values["ready-fd"].as<int>();
  return options;
}

// --- parts --------------------------------------------------------------------------------------
LockFile lock_data_folder(const fs::path& data) {
  make_folders(data, 0700);
  auto lock = LockFile::try_take(data / "modeld.lock");
  if (!lock) throw make_error(ErrorKind::conflict, "the folder \"{}\" is in use by another modeld", data.string());
  return std::move(*lock);
}

/// Each agent's stream is a descriptor. Not more than needed: children inherit the limit.
void allow_many_descriptors() {
  constexpr rlim_t enough = 65'536;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, enough));
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// The model and the machines' provider. A new controller stores the network that its provider has drawn; a
/// known one gets its own again or, where another has claimed that meanwhile, keeps the one that was drawn instead:
/// its machines get their addresses there when they start.
struct Ground {
  std::unique_ptr<store::Store> store;
  std::unique_ptr<providers::LocalProvider> provider;
  services::ControllerRecord record;
};

/// A new controller would end machines that it does not know: those of one that has lost its database.
void refuse_orphans(const fs::path& data) {
  std::error_code none; // no machine was ever made
  if (fs::directory_iterator(data / "machines", none) == fs::directory_iterator()) return;
  throw make_error(ErrorKind::conflict,
                   "the database \"{}\" is gone, but its machines are there: restore a backup, or kill the controller",
                   (data / "model.db").string());
}

std::unique_ptr<store::Store> open_store(const fs::path& database, const store::NewController& fresh, std::shared_ptr<const store::SecretVault> vault) {
  try {
    return store::Store::open(database, fresh, {.vault = std::move(vault)});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::invalid) throw; // malformed
    throw make_error(ErrorKind::conflict, "{}: move it away and restore a backup, or kill the controller", error.what());
  }
}

Ground lay_ground(const Options& options, const Log& log) {
  const auto database = options.data / "model.db";
  const auto make_provider = [&](const std::optional<std::string>& network) {
    return std::make_unique<providers::LocalProvider>(
        providers::LocalProviderOptions{.machines_folder = options.data / "machines",
                                        .controller_socket = options.socket,
                                        .agent_program = find_program("model-agent")},
        network);
  };
  Ground ground;
  const bool is_new = !fs::exists(database);
  if (is_new) refuse_orphans(options.data);
  if (is_new) ground.provider = make_provider(std::nullopt);
  const store::NewController fresh{random_uuid(), options.name, is_new ? ground.provider->network() : ""};
  ground.store = open_store(database, fresh, store::SecretVault::open(options.data / "secrets.key"));
  ground.record = ground.store->read(services::controller_record);
  if (!is_new) ground.provider = make_provider(ground.record.network);
  const auto network = ground.provider->network();
  if (network == ground.record.network) return ground;
  log.warning("modeld", "The network {} is in use by another controller: machines get addresses in {} from now on",
              ground.record.network, network);
  ground.store->write([&](store::WriteTransaction& transaction) { store::set_controller_network(transaction, network); });
  ground.record.network = network;
  return ground;
}

wire::ControllerInfo controller_info(const services::ControllerRecord& record) {
  return {.name = record.name,
          .uuid = record.uuid,
          .version = PERIAPT_VERSION,
          .contract_version = contract_version,
          .cloud = "localhost",
          .region = "localhost",
          .protocol = 1,
          .pid = ::getpid(),
          .network = record.network};
}

/// Ends the process as if it were killed: in a folder that somebody has removed nothing is ours any more, and what is there
/// in its place, the socket first of all, is another controller's.
[[noreturn]] void leave_removed_folder() {
  std::fputs("ERROR the controller's folder was removed while it was running\n", stderr);
  std::_Exit(EXIT_FAILURE);
}

/// Runs the machine and storage managers: after commits, and every second for what only time brings.
class ManagerThread {
public:
  ManagerThread(services::MachineManager& manager, services::StorageManager& storage, store::Store& store,
                transport::ModelLogs& logs, const LockFile& folder, const Log& log)
      : manager_(manager), storage_(storage), store_(store), logs_(logs), folder_(folder), log_(log),
        thread_([this](std::stop_token stop) { run(stop); }) {}

  /// Any thread.
  void wake() {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    changed_.notify_one();
  }

private:
  static constexpr std::chrono::milliseconds longest_pause{1000};
  static constexpr std::chrono::milliseconds shortest_pause{50}; // many commits, one look
  static constexpr std::chrono::milliseconds courtesy{5};        // delivery first: most commits are for agents only

  void run(std::stop_token stop) {
    database::count_queries_as("machines");
    while (!stop.stop_requested()) {
      if (folder_.is_removed()) leave_removed_folder();
      look();
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, stop, shortest_pause, [] { return false; });
      changed_.wait_for(lock, stop, longest_pause, [this] { return woken_; });
      changed_.wait_for(lock, stop, courtesy, [] { return false; });
      woken_ = false;
    }
  }

  void look() {
    try {
      storage_.reconcile();
      manager_.reconcile();
      logs_.set_limit(store_.read(services::model_logs_limit_bytes));
      forget_logs_of_gone_models();
    } catch (const std::exception& error) {
      log_.error("machines", "Cannot look after the machines: {}", error.what());
    }
  }

  void forget_logs_of_gone_models() {
    std::set<Uuid> models;
    for (const auto& model : store_.read(services::list_models)) models.insert(model.uuid);
    if (models == known_models_) return;
    logs_.keep_only(models);
    known_models_ = std::move(models);
  }

  services::MachineManager& manager_;
  services::StorageManager& storage_;
  store::Store& store_;
  transport::ModelLogs& logs_;
  const LockFile& folder_;
  const Log& log_;
  std::optional<std::set<Uuid>> known_models_; // this thread only
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool woken_ = false; // guarded by mutex_
  std::jthread thread_;
};

/// Who is told of commits. The store's hook is set before the parts that it wakes exist.
struct Wakes {
  std::atomic<delivery::DeliveryThread*> delivery = nullptr;
  std::atomic<ManagerThread*> manager = nullptr;

  void committed() const {
    if (auto* thread = delivery.load()) thread->wake();
    if (auto* thread = manager.load()) thread->wake();
  }
};

/// Where it is asked to, now or, as the file "listen" says, from an earlier start. An address of then that is not there any
/// more is a warning: the controller's own machine needs none.
void listen_for_others(transport::Server& server, transport::Controller& controller, const Options& options) {
  const auto file = options.data / "listen";
  auto wanted = options.listen.value_or(read_file_if_exists(file).value_or(""));
  wanted.erase(wanted.find_last_not_of(" \n") + 1);
  if (wanted == "none") wanted.clear();
  std::string addresses;
  if (!wanted.empty()) {
    try {
      const auto identity = tls::own_identity(options.data);
      addresses = fmt::format("{}", fmt::join(server.listen(wanted, identity), " "));
      controller.config = {{"api-addresses", addresses}, {"ca-cert", identity.certificate}};
    } catch (const Error& error) {
      if (options.listen) throw;
      controller.log.warning("modeld", "{}: other machines cannot reach this controller", error.what());
    }
  }
  if (options.listen) write_file_atomically(file, wanted + "\n", 0600);
  controller.store.write([&](store::WriteTransaction& transaction) { store::set_api_addresses(transaction, addresses); });
}

// --- running ------------------------------------------------------------------------------------
void say_ready(int fd) {
  if (fd < 0) return;
  write_all(fd, "\n");
  ::close(fd);
}

void serve(const Options& options) {
  keep_freed_memory();
  const auto lock = lock_data_folder(options.data);
  allow_many_descriptors();
  const SystemClock clock;
  const Log log("controller-0", clock, folder_sink(options.data / "log"));
  transport::DiskReserve reserve(options.data / "reserve");
  const auto charms = options.data / "charms";
  make_folders(charms, 0700);
  transport::IncomingFile::remove_leftovers(charms);

  const auto backups = options.data / "backups";
  services::remove_unfinished_backups(backups);
  if (!options.backup.empty()) services::restore_backup(options.backup, options.data, options.name);

  Wakes wakes;
  const auto ground = lay_ground(options, log);
  auto& store = *ground.store;
  if (!options.backup.empty()) {
    log.info("modeld", "Restored from \"{}\"", options.backup.string());
    store.write([&](store::WriteTransaction& transaction) { services::adopt_tokens(transaction, ground.provider->tokens()); });
  }
  if (store.read(services::lacks_controller_model))
    store.write([uuid = random_uuid(), now = clock.wall_ms()](store::WriteTransaction& transaction) {
      services::add_controller_model(transaction, uuid, now);
    });
  store.on_committed([&wakes](Revision) { wakes.committed(); });
  services::Leases leases(clock.boot_ms());
  services::Presence presence(clock.boot_ms());
  transport::ModelLogs logs(options.data / "logs");
  delivery::DeliveryThread delivery(store, log);
  wakes.delivery = &delivery;
  providers::LocalStorage local_storage(*ground.provider, options.data / "storage", "/dev/shm", MachineMounts::permitted());
  transport::Controller controller{store, delivery, leases, presence, logs, reserve,
                                   clock, log,      controller_info(ground.record), charms, backups,
                                   local_storage.block_obstacle()};
  store.on_batch([metrics = controller.metrics](const store::Batch& batch) { metrics->written(batch); });
  transport::Server server(controller, options.socket);
  listen_for_others(server, controller, options);
  services::MachineManager machines(store, *ground.provider, clock, charms);
  services::StorageManager storage(store, local_storage, clock);
  ManagerThread manager(machines, storage, store, logs, lock, log);
  wakes.manager = &manager;

  log.info("modeld", "Started as process {} on \"{}\"", ::getpid(), options.socket.string());
  say_ready(options.ready_fd);
  server.run(true);
  delivery.stop(); // what it would tell goes to the server's loop
  log.info("modeld", "Ended");
  wakes.manager = nullptr;
}

} // namespace

int main(int argc, char** argv) {
  try {
    const auto description = describe_options();
    po::variables_map values;
    po::store(po::parse_command_line(argc, argv, description), values);
    if (answered(values, description)) return 0;
    const auto options = read_options(values);
    serve(options);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ERROR %s\n", error.what());
    return 1;
  }
}
