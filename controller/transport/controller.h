// What handlers act on: the controller's parts, made by main and outliving the server.
#pragma once

#include "core/status_report.h"
#include "wire/messages.h"

#include <filesystem>
#include <map>
#include <memory>

namespace periapt {
class Clock;
class Log;
} // namespace periapt
namespace periapt::store {
class Store;
}
namespace periapt::services {
class Leases;
class Presence;
} // namespace periapt::services
namespace periapt::delivery {
class DeliveryThread;
}

namespace periapt::transport {

class DiskReserve;
class LastSeen;
class Metrics;
class ModelLogs;

std::shared_ptr<LastSeen> make_last_seen();
std::shared_ptr<Metrics> make_metrics();

struct Controller {
  store::Store& store;
  delivery::DeliveryThread& delivery;
  services::Leases& leases; // inside write transactions only
  services::Presence& presence;
  ModelLogs& logs;
  DiskReserve& reserve;
  const Clock& clock;
  const Log& log;
  wire::ControllerInfo info;
  std::filesystem::path charms_folder; // <sha256> each
  std::filesystem::path backups_folder;
  std::string block_obstacle = {};     // why units cannot have block devices; empty: they can
  std::map<std::string, std::string> config = {}; // how other machines reach it: "api-addresses", "ca-cert"; empty: not
  std::shared_ptr<LastSeen> last_seen = make_last_seen();
  std::shared_ptr<Metrics> metrics = make_metrics();
};

} // namespace periapt::transport
