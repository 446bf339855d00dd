#include "services/commit_secrets.h"

#include "core/error.h"
#include "services/refusal.h"
#include "services/secret_revisions.h"
#include "services/secret_rotation.h"
#include "store/relation_repository.h"
#include "store/secret_access_repository.h"
#include "store/secret_content_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

/// What one unit's hook did to secrets.
class SecretChanger {
public:
  SecretChanger(WriteTransaction& transaction, const UnitRow& unit, const ApplicationRow& application,
                const std::string& operation, TimeMs now)
      : transaction_(transaction), unit_(unit), application_(application), operation_(operation), now_(now) {}

  void apply(const SecretWrite& write) {
    if (write.create && write.remove) return;
    auto info = write.create ? create(write) : own_secret(write);
    if (write.remove) return remove_revisions(transaction_, info, {});
    if (!write.create) change(info, write);
    if (write.track_latest) track_latest(info);
    for (const auto& revoke : write.revokes) apply_revoke(info, revoke);
    for (const auto& grant : write.grants) apply_grant(info, grant);
    if (!write.remove_revisions.empty()) remove_revisions(transaction_, info, write.remove_revisions);
  }

private:
  bool leads_in(std::int64_t term) const {
    return application_.leader == unit_.id && application_.leader_term == term;
  }

  SecretInfoRow own_secret(const SecretWrite& write) const {
    auto info = secrets::find(transaction_, unit_.model, write.id);
    const bool own = info && (info->owner.unit == unit_.id || info->owner.application == unit_.application);
    if (!own) throw Refusal(fmt::format("secret \"{}\" not found", write.id));
    if (info->owner.application && !leads_in(write.leader_term)) throw Refusal("permission denied");
    return *std::move(info);
  }

  SecretContent pending_content(const std::string& id) const {
    auto content = secrets::pending(transaction_, unit_.id, operation_, id);
    if (!content) throw Refusal(fmt::format("the content of secret \"{}\" was lost", id));
    return *std::move(content);
  }

  void require_free_label(const SecretOwner& owner, const std::string& label) const {
    if (!label.empty() && secrets::find_by_label(transaction_, unit_.model, owner, label))
      throw Refusal(fmt::format("secret with label \"{}\" already exists", label));
  }

  SecretInfoRow create(const SecretWrite& write) {
    if (write.owned_by_application && !leads_in(write.leader_term)) throw Refusal("this unit is not the leader");
    if (!is_secret_id(write.id)) throw Refusal(fmt::format("secret URI \"{}\" not valid", write.id));
    if (secrets::find(transaction_, unit_.model, write.id))
      throw Refusal(fmt::format("secret \"{}\" already exists", write.id));
    SecretInfoRow info{.model = unit_.model, .id = write.id};
    if (write.owned_by_application) info.owner.application = unit_.application;
    else info.owner.unit = unit_.id;
    info.label = write.label.value_or("");
    require_free_label(info.owner, info.label);
    info.description = write.description.value_or("");
    info.rotate = write.rotate.value_or(RotatePolicy::never);
    info.rotate_ms = next_rotation(info.rotate, now_);
    info.created_ms = now_;
    info.updated_ms = now_;
    info.row = secrets::insert(transaction_, info);
    secrets::add_revision(transaction_, info, 1, pending_content(write.id), write.expire_ms, now_);
    return info;
  }

  void change(SecretInfoRow& info, const SecretWrite& write) {
    const auto before = info;
    if (write.label && *write.label != info.label) {
      require_free_label(info.owner, *write.label);
      info.label = *write.label;
    }
    info.description = write.description.value_or(info.description);
    if (write.rotate && *write.rotate != info.rotate) {
      info.rotate = *write.rotate;
      info.rotate_ms = rotation_after_change(info.rotate, info.rotate_ms, now_);
    }
    const bool is_new = write.content &&
                        add_revision_if_new(transaction_, info, pending_content(write.id), write.expire_ms, now_);
    if (!is_new && write.expire_ms) secrets::set_expiry(transaction_, info, info.latest_revision, write.expire_ms);
    if (info.label != before.label || info.description != before.description || info.rotate != before.rotate)
      info.updated_ms = now_;
    secrets::update(transaction_, info);
  }

  void track_latest(const SecretInfoRow& info) {
    auto consumer = secrets::consumer(transaction_, info.row, unit_.id).value_or(SecretConsumer{.unit = unit_.id});
    consumer.revision = info.latest_revision;
    secrets::set_consumer(transaction_, info, consumer);
  }

  void apply_revoke(const SecretInfoRow& info, const SecretRevokeWrite& revoke) {
    const auto name = revoke.unit.empty() ? revoke.application : revoke.unit.substr(0, revoke.unit.find('/'));
    const auto application = applications::find(transaction_, unit_.model, name);
    if (!application) return;
    if (revoke.unit.empty()) return secrets::revoke(transaction_, info, application->id, std::nullopt);
    if (const auto unit = units::find(transaction_, unit_.model, revoke.unit))
      secrets::revoke(transaction_, info, application->id, unit->id);
  }

  void apply_grant(const SecretInfoRow& info, const SecretGrantWrite& write) {
    auto found = relations::find(transaction_, write.relation);
    if (!found || !found->end_of(unit_.application)) return;
    const auto relation = std::optional(relations::seen_from(transaction_, unit_.model, *std::move(found)));
    const auto& other = relation->other_end(unit_.application);
    if (other.application_name != write.application) throw Refusal("permission denied");
    const auto known = secrets::grants(transaction_, info.row);
    const auto is_for_all = [&](const SecretGrantRow& grant) {
      return grant.application == other.application && !grant.unit;
    };
    SecretGrantRow grant{.application = other.application, .unit = std::nullopt, .relation = relation->id};
    if (!write.unit.empty()) {
      if (std::any_of(known.begin(), known.end(), is_for_all)) return;
      const auto unit = units::find(transaction_, unit_.model, write.unit);
      if (!unit || unit->application != other.application) return; // it has gone
      grant.unit = unit->id;
    } else if (std::any_of(known.begin(), known.end(), [&](const SecretGrantRow& one) {
                 return one.application == other.application && one.unit && one.relation == relation->id;
               })) {
      throw Refusal("any unit level grants need to be revoked before granting access to the corresponding application");
    }
    secrets::grant(transaction_, info, grant);
  }

  WriteTransaction& transaction_;
  const UnitRow& unit_;
  const ApplicationRow& application_;
  const std::string& operation_;
  TimeMs now_;
};

} // namespace

void change_secrets(WriteTransaction& transaction, const UnitRow& unit, const ApplicationRow& application,
                    const SecretWrites& writes, TimeMs now) {
  SecretChanger changer(transaction, unit, application, writes.operation, now);
  try {
    for (const auto& write : writes.writes) changer.apply(write);
  } catch (const Error& error) { // a revision that is not there, content of a wrong form
    if (error.kind() == ErrorKind::internal || error.kind() == ErrorKind::unavailable) throw;
    throw Refusal(error.what());
  }
  secrets::drop_pending(transaction, unit.id, writes.operation);
}

void note_rotation(WriteTransaction& transaction, const UnitRow& unit, const SecretRotated& rotated, TimeMs now) {
  auto info = secrets::find(transaction, unit.model, rotated.id);
  if (!info || (info->owner.unit != unit.id && info->owner.application != unit.application)) return;
  std::optional<TimeMs> expire_ms;
  for (const auto& revision : secrets::revisions(transaction, info->row))
    if (revision.revision == info->latest_revision) expire_ms = revision.expire_ms;
  info->rotate_ms = rotation_after_hook(info->rotate, info->latest_revision > rotated.revision, expire_ms, now);
  secrets::update(transaction, *info);
}

} // namespace periapt::services
