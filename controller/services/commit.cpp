#include "services/commit.h"

#include "core/error.h"
#include "services/commit_ports.h"
#include "services/commit_secrets.h"
#include "services/commit_storage.h"
#include "services/contracts.h"
#include "services/controller_settings.h"
#include "services/lifecycle.h"
#include "services/network_keys.h"
#include "services/refusal.h"
#include "services/subordinates.h"
#include "services/task_progress.h"
#include "store/application_repository.h"
#include "store/bag_write_repository.h"
#include "store/charm_repository.h"
#include "store/handler_repository.h"
#include "store/model_repository.h"
#include "store/model_settings.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <boost/describe/enum_from_string.hpp>

namespace periapt::services {
namespace {

using namespace store;

std::size_t relation_settings_limit(const ReadTransaction& transaction, ModelId model) {
  static const std::string key = "relation-settings-limit-bytes";
  const auto settings = models::config(transaction, model);
  const auto set = settings.find(key);
  return std::stoull(set == settings.end() ? default_model_settings().at(key) : set->second);
}

/// Applies one commit of one unit; throws Refusal where the contract lets the hook fail.
class CommitApplier {
public:
  CommitApplier(WriteTransaction& transaction, const UnitRow& unit, TimeMs now)
      : transaction_(transaction), unit_(unit), application_(applications::get(transaction, unit.application)),
        now_(now) {}

  void apply(const Commit& commit) {
    if (commit.local_state) units::set_local_state(transaction_, unit_.id, *commit.local_state);
    write_statuses(commit);
    if (commit.charm_url) set_charm(*commit.charm_url);
    if (commit.clear_resolved) units::set_resolved(transaction_, unit_, ResolvedMode::none);
    for (const auto relation : commit.enter_scope) enter_scope(relation);
    if (commit.refresh_network_keys) refresh_network_keys();
    for (const auto& write : commit.settings) write_settings(write, commit.program.value_or(""));
    change_ports(transaction_, unit_, commit);
    if (commit.secrets) change_secrets(transaction_, unit_, application_, *commit.secrets, now_);
    if (commit.secret_rotated) note_rotation(transaction_, unit_, *commit.secret_rotated, now_);
    change_storage(transaction_, unit_, commit, now_);
    if (commit.charm_state) change_charm_state(*commit.charm_state);
    for (const auto relation : commit.leave_scope) leave_scope(relation);
    for (const auto& report : commit.tasks) report_task(transaction_, unit_.id, report, now_);
    if (commit.outcome) handlers::keep(transaction_, unit_, *commit.outcome, now_);
    if (commit.dead) end();
  }

private:
  /// A principal's end waits for its subordinates' (contract/hooks.md 5.8).
  void end() {
    if (!units::of_principal(transaction_, unit_.id).empty()) throw Refusal("the unit still has subordinates");
    end_unit(transaction_, unit_);
  }

  void write_statuses(const Commit& commit) {
    if (commit.workload_status)
      units::set_workload_status(transaction_, unit_, record_of<WorkloadStatus>(*commit.workload_status));
    if (commit.agent_status)
      units::set_agent_status(transaction_, unit_, record_of<AgentStatus>(*commit.agent_status));
    if (const auto& status = commit.application_status; status && leads_in(status->leader_term))
      applications::set_status(transaction_, application_,
                               record_of<WorkloadStatus>({status->status, status->message}));
    if (commit.workload_version) {
      units::set_workload_version(transaction_, unit_, *commit.workload_version);
      applications::set_workload_version(transaction_, application_, *commit.workload_version);
    }
  }

  template <class Status>
  StatusRecord record_of(const StatusWrite& write) const {
    Status known{};
    if (!boost::describe::enum_from_string(write.status.c_str(), known))
      throw Refusal(fmt::format("invalid status \"{}\"", write.status));
    return {write.status, write.message, now_};
  }

  bool leads_in(std::int64_t term) const {
    return application_.leader == unit_.id && application_.leader_term == term;
  }

  void set_charm(const std::string& url) {
    const auto charm = charms::find(transaction_, unit_.model, url);
    if (!charm) throw Refusal(fmt::format("charm \"{}\" not found", url));
    units::set_charm(transaction_, unit_, charm->id);
  }

  /// A relation of this unit's application; nullopt for one that is gone, and for any other alike, so that
  /// a unit cannot tell whether it exists (DESIGN section 9, rules 14 and 24).
  std::optional<RelationRow> own_relation(RelationId id) const {
    auto relation = relations::find(transaction_, id);
    if (relation && !relation->end_of(unit_.application)) relation.reset();
    return relation;
  }

  void enter_scope(RelationId id) {
    const auto relation = own_relation(id);
    if (!relation || relation->life != Life::alive || relation->suspended) return;
    const auto written = relations::enter(transaction_, *relation,
                                          {.relation = id,
                                           .unit = unit_.id,
                                           .unit_name = unit_.name,
                                           .application = unit_.application,
                                           .container = container_of(transaction_, *relation, unit_)},
                                          network_keys(transaction_, unit_));
    keep_write({.relation = id, .application = unit_.application, .unit = unit_.id}, written);
    judge_unit(transaction_, *relation, unit_, now_);
    add_subordinate(transaction_, *relation, unit_, now_);
    if (application_.leader == unit_.id) relations::set_status(transaction_, *relation, "joined", now_);
  }

  void leave_scope(RelationId id) {
    const auto relation = own_relation(id);
    if (!relation) return;
    relations::leave(transaction_, *relation, unit_.id);
    end_relation_if_empty(transaction_, id);
  }

  void refresh_network_keys() {
    const auto keys = network_keys(transaction_, unit_);
    for (const auto& part : relations::parts_of_unit(transaction_, unit_.id)) {
      if (!part.in_scope) continue;
      const auto relation = own_relation(part.relation);
      const auto written = relations::change_unit_settings(transaction_, *relation, unit_.id, {keys.begin(), keys.end()});
      keep_write({.relation = part.relation, .application = unit_.application, .unit = unit_.id}, written);
    }
  }

  void write_settings(const SettingsWrite& write, const std::string& program) {
    const auto relation = own_relation(write.relation);
    if (!relation) return;
    BagWriteRow by{.relation = relation->id, .application = unit_.application, .writer = unit_.name, .program = program};
    if (write.application) return write_application_settings(*relation, write, std::move(by));
    by.unit = unit_.id;
    write_unit_settings(*relation, write.changes, std::move(by));
  }

  /// Notes who has written, if something really changed.
  void keep_write(BagWriteRow by, const BagWritten& written) {
    if (written.keys.empty()) return;
    by.revision = written.version;
    by.set = written.keys.set;
    by.removed = written.keys.removed;
    by.at_ms = now_;
    bag_writes::keep(transaction_, by);
  }

  void write_unit_settings(const RelationRow& relation, const BagChanges& changes, BagWriteRow by) {
    const auto part = relations::find_part(transaction_, relation.id, unit_.id);
    if (!part || !part->in_scope) return;
    check_bag(relation, relations::unit_settings(transaction_, relation.id, unit_.id), changes);
    keep_write(std::move(by), relations::change_unit_settings(transaction_, relation, unit_.id, changes));
    judge_unit(transaction_, relation, unit_, now_);
  }

  void write_application_settings(const RelationRow& relation, const SettingsWrite& write, BagWriteRow by) {
    if (!leads_in(write.leader_term)) throw Refusal("cannot write relation settings: not the leader");
    check_bag(relation, relations::application_settings(transaction_, relation.id, unit_.application), write.changes);
    keep_write(std::move(by), relations::change_application_settings(transaction_, relation, unit_.application, write.changes));
    judge_application(transaction_, relation, unit_.application, now_);
  }

  void check_bag(const RelationRow& relation, Bag bag, const BagChanges& changes) const {
    apply_changes(bag, changes);
    if (const auto reason = bag_refusal(bag, relation_settings_limit(transaction_, unit_.model)))
      throw Refusal(fmt::format("cannot write settings of relation \"{}\": {}", relation.key(), *reason));
  }

  void change_charm_state(const BagChanges& changes) {
    auto state = units::charm_state(transaction_, unit_.id);
    for (const auto& [key, value] : changes) {
      if (value) state[key] = *value;
      else state.erase(key);
    }
    if (const auto reason = bag_refusal(state, charm_state_limit_bytes(transaction_)))
      throw Refusal(fmt::format("cannot write charm state: {}", *reason));
    units::change_charm_state(transaction_, unit_.id, changes);
  }

  WriteTransaction& transaction_;
  const UnitRow& unit_;
  ApplicationRow application_;
  TimeMs now_;
};

/// nullopt, or why the commit is refused; then it has left no trace.
std::optional<std::string> refusal_of(WriteTransaction& transaction, const UnitRow& unit, const Commit& commit,
                                      TimeMs now) {
  try {
    transaction.all_or_nothing([&] { CommitApplier(transaction, unit, now).apply(commit); });
    return std::nullopt;
  } catch (const Refusal& refusal) {
    return refusal.what();
  }
}

} // namespace

CommitAnswer commit(WriteTransaction& transaction, MachineId machine, UnitId id, const Commit& commit, TimeMs now) {
  if (auto given = units::answer(transaction, machine, id, commit.number)) return *std::move(given);
  const auto unit = units::find(transaction, id);
  if (!unit || unit->machine != machine) throw Error(ErrorKind::not_found, "unit not found");
  if (commit.number <= unit->outbox_number)
    throw make_error(ErrorKind::conflict, "commit {} of unit \"{}\" is too old to be repeated", commit.number, unit->name);
  const auto refusal = refusal_of(transaction, *unit, commit, now);
  const CommitAnswer answer{.accepted = !refusal, .reason = refusal.value_or(""), .revision = transaction.revision().str()};
  units::keep_answer(transaction, *unit, commit.number, answer);
  return answer;
}

} // namespace periapt::services
