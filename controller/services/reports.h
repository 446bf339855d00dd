// What operators look at: the model's status, one unit, one application, the controller.
// Rule: contract/status.md, contract/cli.md 2.9. Threads: inside the caller's transaction.
#pragma once

#include "core/bag.h"
#include "core/handler_outcome.h"
#include "core/life.h"
#include "core/status_report.h"
#include "services/heartbeat.h"
#include "store/application_repository.h"
#include "store/transaction.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

/// Where this controller runs its machines, as status shows it.
struct CloudName {
  std::string cloud = "localhost";
  std::string region = "localhost";
};

/// A model's status but for its relations, read part by part for who passes it on meanwhile: there may be thousands of
/// everything. Lives within the transaction.
class StatusReading {
public:
  StatusReading(const store::ReadTransaction& transaction, ModelId model, const Presence& presence, BootMs now,
                const CloudName& cloud = {});
  ~StatusReading();

  StatusReport summary() const; // what else there is
  void machines(const std::function<void(const MachineReport&)>& give);
  void applications(const std::function<void(const ApplicationReport&)>& give);

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The relations of a model's status.
void each_relation(const store::ReadTransaction& transaction, ModelId model, const std::function<void(RelationReport)>& give);

struct RelationDataUnit {
  std::string unit;
  bool in_scope = false;
  Bag data;
};

struct UnitRelationInfo {
  std::int64_t relation_id = 0; // its number
  std::string endpoint;
  std::string related_endpoint;
  std::string related_application;
  Bag application_data; // the other application's; of a peer relation the own one
  std::optional<RelationDataUnit> local_unit;
  std::vector<RelationDataUnit> related_units;
  bool cross_model = false;
};

struct UnitInfo {
  std::string name;
  std::string workload_version;
  std::string machine;
  std::vector<std::string> opened_ports;
  std::string public_address;
  std::string charm_url;
  bool leader = false;
  Life life = Life::alive;
  std::vector<UnitRelationInfo> relation_info;
  std::vector<HandlerReport> handlers;
};
/// Throws Error(not_found) `unit "x/9" not found`.
UnitInfo unit_info(const store::ReadTransaction& transaction, ModelId model, const std::string& unit);

/// What came of the last run of each handler of the model's units, or of one application's. Throws Error(not_found)
/// `application "x" not found`.
std::vector<HandlerReport> handler_reports(const store::ReadTransaction& transaction, ModelId model,
                                           const std::optional<std::string>& application);

struct ApplicationInfo {
  std::string name;
  std::string charm_name;
  std::string charm_url;
  std::string channel; // empty: an uploaded charm
  std::string constraints;
  std::string base; // ubuntu@24.04
  bool principal = true;
  bool exposed = false;
  std::vector<store::ExposureRow> exposure; // by endpoint; empty: all, to everybody
  Life life = Life::alive;
  std::vector<std::string> bindings;
};
/// Throws Error(not_found) `application "x" not found`.
ApplicationInfo application_info(const store::ReadTransaction& transaction, ModelId model,
                                 const std::string& application);

struct ControllerRecord {
  std::string uuid;
  std::string name;
  std::string network;
};
ControllerRecord controller_record(const store::ReadTransaction& transaction);

} // namespace periapt::services
