// The answer to `model status`: everything contract/status.md shows of applications, units and machines,
// as values. The CLI's formatters turn it into tabular, JSON, YAML, short and summary.
#pragma once

#include "core/endpoint.h"
#include "core/life.h"
#include "core/status.h"
#include "core/storage.h"

#include <boost/describe/class.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt {

struct UnitReport {
  std::string name;
  StatusRecord workload_status; // as stored; the display moves an agent's error here (status.md 4)
  StatusRecord agent_status;
  Life life = Life::alive;
  bool leader = false;
  bool agent_lost = false;
  bool agent_started = false;
  std::string machine;                      // empty for subordinates
  std::optional<std::string> principal;
  std::optional<std::string> upgrading_from; // charm URL
  std::vector<std::string> open_ports;       // sorted
  std::string public_address;
};
BOOST_DESCRIBE_STRUCT(UnitReport, (),
                      (name, workload_status, agent_status, life, leader, agent_lost, agent_started, machine,
                       principal, upgrading_from, open_ports, public_address))

struct ApplicationReport {
  std::string name;
  std::string charm_url;
  std::string charm_name;
  std::int64_t charm_revision = 0;
  std::string charm_version;
  std::string channel; // empty: an uploaded charm
  std::string base_name;
  std::string base_channel;
  bool exposed = false;
  bool subordinate = false;
  Life life = Life::alive;
  std::optional<StatusRecord> explicit_status; // set by the leader
  TimeMs created_ms = 0;
  std::string workload_version;
  std::vector<std::string> bindings; // endpoint names and extra bindings
  std::vector<UnitReport> units;
};
BOOST_DESCRIBE_STRUCT(ApplicationReport, (),
                      (name, charm_url, charm_name, charm_revision, charm_version, channel, base_name, base_channel,
                       exposed, subordinate, life, explicit_status, created_ms, workload_version, bindings, units))

struct RelationEndReport {
  std::string application;
  std::string endpoint;
  std::string interface;
  Role role = Role::provider;
  Scope scope = Scope::global;
};
BOOST_DESCRIBE_STRUCT(RelationEndReport, (), (application, endpoint, interface, role, scope))

struct RelationReport {
  std::int64_t number = 0;
  std::string key;
  Life life = Life::alive;
  std::string status; // joining, joined, suspended…
  std::vector<RelationEndReport> ends;
};
BOOST_DESCRIBE_STRUCT(RelationReport, (), (number, key, life, status, ends))

struct MachineReport {
  std::string name;
  std::string instance_id;
  std::string hostname;
  std::vector<std::string> addresses;
  StatusRecord agent_status;    // pending, started, stopped, down, error
  StatusRecord instance_status; // allocating, running, provisioning error…
  Life life = Life::alive;
  std::string base_name;
  std::string base_channel;
  std::string hardware;
  std::string constraints;
};
BOOST_DESCRIBE_STRUCT(MachineReport, (),
                      (name, instance_id, hostname, addresses, agent_status, instance_status, life, base_name,
                       base_channel, hardware, constraints))

struct OfferEndpointReport {
  std::string name;
  std::string interface;
  Role role = Role::provider;
};
BOOST_DESCRIBE_STRUCT(OfferEndpointReport, (), (name, interface, role))

/// What the model offers to others.
struct OfferReport {
  std::string name;
  std::string application;
  std::string charm_url;
  int connections = 0;
  int active_connections = 0;
  std::vector<OfferEndpointReport> endpoints;
};
BOOST_DESCRIBE_STRUCT(OfferReport, (),
                      (name, application, charm_url, connections, active_connections, endpoints))

/// What the model consumes of others: a SAAS application.
struct RemoteApplicationReport {
  std::string name; // here
  std::string url;  // "ctrl:admin/model.offer"
  Life life = Life::alive;
  std::optional<StatusRecord> status;              // of the application; nullopt: the offer is gone
  std::vector<OfferEndpointReport> endpoints;
};
BOOST_DESCRIBE_STRUCT(RemoteApplicationReport, (), (name, url, life, status, endpoints))

struct StatusReport {
  std::string revision;
  std::string model_name;
  std::string model_uuid;
  std::string model_owner;
  std::string cloud;
  std::string region;
  std::string version; // the contract's agent version
  Life model_life = Life::alive;
  StatusRecord model_status;
  std::optional<bool> is_controller; // the controller's own
  std::vector<MachineReport> machines;
  std::vector<ApplicationReport> applications;
  std::vector<RelationReport> relations;
  std::vector<StorageReport> storage; // by number
  std::vector<OfferReport> offers;    // by name
  std::vector<RemoteApplicationReport> remote_applications; // by name
};
BOOST_DESCRIBE_STRUCT(StatusReport, (),
                      (revision, model_name, model_uuid, model_owner, cloud, region, version, model_life,
                       model_status, is_controller, machines, applications, relations, storage, offers,
                       remote_applications))

/// The version reported to charms and clients: they branch on Juju's numbers (contract/environment.md 1).
inline constexpr const char* contract_version = "3.6.28";

} // namespace periapt
