#include "planning/picture.h"

#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/offer_repository.h"
#include "store/relation_repository.h"
#include "store/storage_repository.h"
#include "store/unit_repository.h"

#include <fmt/ranges.h>

namespace periapt::planning {
namespace {

using namespace store;

class Painter {
public:
  Painter(const ReadTransaction& transaction, ModelId model) : transaction_(transaction), model_(model) {}

  ModelPicture paint() {
    picture_.settings = models::config(transaction_, model_);
    for (const auto& machine : machines::list(transaction_, model_)) {
      machine_names_.emplace(machine.id, machine.name);
      picture_.machines.emplace(machine.name, machine.life);
    }
    paint_units();
    for (const auto& application : applications::list(transaction_, model_))
      picture_.applications.emplace(application.name, paint(application));
    for (auto& row : relations::list(transaction_, model_)) paint(relations::seen_from(transaction_, model_, std::move(row)));
    for (const auto& row : storage::list(transaction_, model_)) paint(row);
    for (const auto& offer : offers::list(transaction_, model_))
      picture_.offers.emplace(offer.name, fmt::format("{}:{}", applications::get(transaction_, offer.application).name,
                                                      fmt::join(offer.endpoints, ",")));
    for (const auto& remote : remote_applications::list(transaction_, model_)) picture_.saas.emplace(remote.name, remote.url);
    return std::move(picture_);
  }

private:
  void paint_units() {
    const auto rows = units::list(transaction_, model_);
    for (const auto& row : rows) unit_names_.emplace(row.id, row.name);
    for (const auto& row : rows) {
      UnitPicture unit{.name = row.name, .number = row.number, .application = row.name.substr(0, row.name.rfind('/'))};
      unit.machine = machine_names_.at(row.machine);
      if (row.principal) unit.principal = unit_names_.at(*row.principal);
      unit.life = row.life;
      unit.resolved = row.resolved;
      unit.agent_status = row.agent.current;
      unit.agent_message = row.agent.message;
      picture_.units.emplace(row.name, std::move(unit));
    }
  }

  ApplicationPicture paint(const ApplicationRow& row) const {
    const auto charm = charms::get(transaction_, row.charm);
    ApplicationPicture application{.life = row.life, .charm = {charm.ref.url, charm.ref.sha256, row.charm_modified}};
    application.charm_name = charm.name;
    application.base = row.base.name + "@" + row.base.channel();
    application.channel = row.channel;
    application.constraints = row.constraints;
    application.charm_forced = row.charm_forced;
    application.trust = row.trust;
    application.exposed = row.exposed;
    application.config = applications::config(transaction_, row.id);
    if (row.leader) application.leader = unit_names_.at(*row.leader);
    application.leader_term = row.leader_term;
    application.endpoints = charms::endpoints(transaction_, row.charm);
    const auto programs = charms::events(transaction_, row.charm);
    application.programs = {programs.begin(), programs.end()};
    return application;
  }

  void paint(const RelationRow& row) {
    RelationPicture relation{.id = row.id, .key = row.key(), .life = row.life, .suspended = row.suspended, .ends = row.ends};
    const auto is_foreign = [&](ApplicationId application) {
      for (std::size_t i = 0; i < row.ends.size() && i < row.end_models.size(); ++i)
        if (row.ends[i].application == application) return row.end_models[i] != model_;
      return false;
    };
    for (const auto& part : relations::parts(transaction_, row.id))
      if (part.in_scope && is_foreign(part.application)) relation.foreign_units.insert(relations::unit_name_in(row, part));
    picture_.relations.emplace(row.number(), std::move(relation));
  }

  void paint(const StorageRow& row) {
    StoragePicture storage{.life = row.life};
    if (row.attachment) {
      storage.attachment = row.attachment->id.value;
      storage.unit = row.attachment->unit_name;
      storage.attachment_life = row.attachment->life;
    }
    picture_.storage.emplace(row.label(), storage);
  }

  const ReadTransaction& transaction_;
  ModelId model_;
  ModelPicture picture_;
  std::map<MachineId, std::string> machine_names_;
  std::map<UnitId, std::string> unit_names_;
};

} // namespace

ModelPicture picture_of(const ReadTransaction& transaction, ModelId model) { return Painter(transaction, model).paint(); }

} // namespace periapt::planning
