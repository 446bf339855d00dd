// A model in memory driven through the services, as operators and agents drive it: charms from a few lines of
// metadata, units that commit. For tests of services; one thread.
#pragma once

#include "charm/charm.h"
#include "services/charms.h"
#include "services/commit.h"
#include "services/configure.h"
#include "services/deploy.h"
#include "services/heartbeat.h"
#include "services/models.h"
#include "services/relate.h"
#include "services/remove.h"
#include "store/application_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/relation_repository.h"
#include "store/store.h"
#include "store/unit_repository.h"
#include "support/fake_clock.h"
#include "support/temporary_folder.h"

#include <functional>
#include <map>
#include <string>

namespace periapt::test {

class SmallModel {
public:
  template <class Function>
  auto write(Function function) {
    return store->write([&](store::WriteTransaction& tx) { return function(tx); });
  }
  template <class Function>
  auto read(Function function) {
    return store->read([&](const store::ReadTransaction& tx) { return function(tx); });
  }

  SmallModel() {
    model = write([&](auto& tx) {
              return services::add_model(tx, {"shop", "6d0c8a3e-0000-4000-8000-000000000001", {}}, clock.wall_ms());
            }).id;
  }

  // --- operators ---
  /// The charm's URL. `endpoints` and `config` are YAML.
  std::string add_charm(const std::string& name, const std::string& endpoints = "", const std::string& config = "") {
    charm::CharmFiles files{{"metadata.yaml", "name: " + name + "\nsummary: s\ndescription: d\n" + endpoints}};
    if (!config.empty()) files["config.yaml"] = config;
    return add_charm_files(files);
  }
  std::string add_charm_files(const charm::CharmFiles& files) {
    const auto sha256 = std::string(64, 'a');
    write_file_atomically(archives / sha256, "archive");
    const auto charm = charm::parse_charm(files, charm::CharmOrigin::archive);
    return write([&](auto& tx) {
             return services::add_charm(tx, model, charm, {archives.path(), sha256, 7}, "", clock.wall_ms());
           }).url;
  }
  services::Deployed deploy(const std::string& url, services::DeployRequest request = {}) {
    request.charm_url = url;
    return write([&](auto& tx) { return services::deploy(tx, model, request, clock.wall_ms()); });
  }
  services::Related relate(const std::string& left, const std::string& right) {
    return write([&](auto& tx) { return services::relate(tx, model, left, right, clock.wall_ms()); });
  }
  void remove_relation(const std::string& left, const std::string& right, bool force = false) {
    write([&](auto& tx) {
      services::remove_relation(tx, model, {.left = left, .right = right}, force, clock.wall_ms());
    });
  }
  std::vector<services::RemovalPlan> remove_unit(const std::string& name, bool force = false) {
    return write([&](auto& tx) {
      return services::remove_units(tx, model, {.names = {name}, .force = force}, clock.wall_ms());
    });
  }
  std::vector<services::RemovalPlan> remove_application(const std::string& name, bool force = false) {
    return write([&](auto& tx) {
      return services::remove_applications(tx, model, {.names = {name}, .force = force}, clock.wall_ms());
    });
  }
  void configure(const std::string& application, const std::map<std::string, std::string>& set) {
    write([&](auto& tx) { services::configure(tx, model, application, {set, {}}); });
  }

  // --- agents ---
  /// Gives the commit the unit's next number.
  CommitAnswer commit(const std::string& unit_name, Commit commit) {
    const auto row = unit(unit_name);
    commit.number = row.outbox_number + 1;
    return write([&](auto& tx) { return services::commit(tx, row.machine, row.id, commit, clock.wall_ms()); });
  }
  /// Installs and enters every relation there is, as a unit does first.
  void start(const std::string& unit_name) {
    const auto row = unit(unit_name);
    Commit first{.agent_status = StatusWrite{"executing", "running install hook"}};
    for (const auto& relation : relations_of(row.application)) first.enter_scope.push_back(relation.id);
    commit(unit_name, first);
  }
  services::LeaseGrant claim(const std::string& unit_name) {
    const auto row = unit(unit_name);
    return write([&](auto& tx) {
      return services::heartbeat(tx, leases, {row.machine, "boot", {row.id}}, clock.boot_ms(), clock.wall_ms());
    }).at(0);
  }

  // --- looking ---
  store::UnitRow unit(const std::string& name) { return *find_unit(name); }
  std::optional<store::UnitRow> find_unit(const std::string& name) {
    return read([&](auto& tx) { return store::units::find(tx, model, name); });
  }
  std::optional<store::ApplicationRow> find_application(const std::string& name) {
    return read([&](auto& tx) { return store::applications::find(tx, model, name); });
  }
  std::vector<store::RelationRow> relations_of(ApplicationId id) {
    return read([&](auto& tx) { return store::relations::of_application(tx, id); });
  }
  std::optional<store::RelationRow> find_relation(std::int64_t number) {
    return read([&](auto& tx) { return store::relations::find_by_number(tx, model, number); });
  }
  Bag bag(std::int64_t relation, const std::string& unit_name) {
    const auto row = *find_relation(relation);
    const auto id = unit(unit_name).id;
    return read([&](auto& tx) { return store::relations::unit_settings(tx, row.id, id); });
  }
  Bag application_bag(std::int64_t relation, const std::string& application) {
    const auto row = *find_relation(relation);
    const auto id = find_application(application)->id;
    return read([&](auto& tx) { return store::relations::application_settings(tx, row.id, id); });
  }
  std::int64_t revision() {
    return read([](auto& tx) { return tx.revision().number; });
  }

  FakeClock clock;
  TemporaryFolder archives;
  std::unique_ptr<store::Store> store = store::Store::open_in_memory();
  services::Leases leases{clock.boot_ms()};
  ModelId model;
};

/// wordpress and mariadb, related by `db`/`server` as relation 1 (0 is wordpress' peers), all units started.
class RelatedPair : public SmallModel {
public:
  explicit RelatedPair(int wordpress_units = 1) {
    deploy(add_charm("mariadb", "provides: {server: mysql}\n"));
    deploy(add_charm("wordpress", "requires: {db: mysql}\npeers: {peers: wp}\n"),
           {.num_units = wordpress_units});
    relation = relate("wordpress", "mariadb").number;
    start("mariadb/0");
    for (int i = 0; i < wordpress_units; ++i) start("wordpress/" + std::to_string(i));
  }

  RelationId relation_id() { return find_relation(relation)->id; }
  Commit write_bag(const BagChanges& changes) {
    return {.settings = {{.relation = relation_id(), .changes = changes}}};
  }
  Commit write_application_bag(std::int64_t term, const BagChanges& changes) {
    return {.settings = {{.relation = relation_id(), .application = true, .leader_term = term, .changes = changes}}};
  }

  std::int64_t relation = 0;
};

} // namespace periapt::test
