#include "agent/hook_secrets.h"

#include "agent/unit_hook_context.h"

#include <algorithm>
#include <utility>

namespace periapt::agent {

using hook_tools::OwnedSecretsFetch;
using hook_tools::SecretContentFetch;
using hook_tools::SecretContentPost;
using hook_tools::SecretMetadata;

namespace {

template <class T>
T take_answer(std::optional<Reply<T>>& slot) {
  if (!slot) throw make_error(ErrorKind::internal, "the controller has not been asked");
  auto reply = std::move(*slot);
  slot.reset();
  if (reply.error) throw *reply.error;
  return *std::move(reply.value);
}

bool is_hidden(const SecretWrite& write) { return write.remove || !write.remove_revisions.empty(); }

void set_metadata(SecretWrite& write, const SecretMetadata& metadata) {
  if (metadata.label) write.label = metadata.label;
  if (metadata.description) write.description = metadata.description;
  if (metadata.rotate) write.rotate = metadata.rotate;
  if (metadata.expire_ms) write.expire_ms = metadata.expire_ms;
}

std::string target_of(const std::string& application, const std::string& unit) {
  return unit.empty() ? "application-" + application : UnitName(unit).tag();
}

bool is_of(const SecretGrantWrite& grant, const SecretRevokeWrite& revoke) {
  if (revoke.unit.empty()) return grant.application == revoke.application;
  return grant.unit == revoke.unit;
}

} // namespace

HookSecrets::HookSecrets(const HookFacts& facts, HookEffects& effects, ControllerLink& controller, Context context)
    : facts_(facts), effects_(effects), controller_(controller), context_(std::move(context)) {}

HookSecrets::~HookSecrets() { *alive_ = false; }

// --- asking the controller ----------------------------------------------------------------------
template <class T>
ReplyHandler<T> HookSecrets::receive(std::optional<Reply<T>>& slot, std::function<void()> ready) {
  return [&slot, alive = alive_, ready = std::move(ready)](const Reply<T>& reply) {
    if (!*alive) return;
    slot = reply;
    ready();
  };
}

void HookSecrets::prepare(const OwnedSecretsFetch&, std::function<void()> ready) {
  controller_.fetch_owned_secrets(facts_.snapshot.unit->id, receive(owned_, std::move(ready)));
}

void HookSecrets::prepare(const SecretContentFetch& fetch, std::function<void()> ready) {
  const auto* write = pending_of(fetch);
  wire::ReadSecret reading{.id = fetch.id, .label = fetch.label, .refresh = fetch.refresh, .peek = fetch.peek};
  if (write && fetch.id.empty()) { // the label may be known here only
    reading.id = write->id;
    reading.label.clear();
  }
  if (reads_pending(fetch, write)) reading = {.id = write->id, .label = "", .operation = facts_.operation};
  controller_.read_secret(facts_.snapshot.unit->id, reading, receive(content_, std::move(ready)));
}

void HookSecrets::prepare(const SecretContentPost& post, std::function<void()> ready) {
  controller_.put_pending_secret(facts_.snapshot.unit->id,
                                 {.operation = facts_.operation, .id = post.id, .content = post.content},
                                 receive(posted_, std::move(ready)));
}

// --- what this hook has done --------------------------------------------------------------------
const SecretWrite* HookSecrets::pending(const std::string& id) const {
  if (!facts_.writes.secrets) return nullptr;
  const auto& writes = facts_.writes.secrets->writes;
  const auto found = std::find_if(writes.begin(), writes.end(), [&](const SecretWrite& one) { return one.id == id; });
  return found == writes.end() ? nullptr : &*found;
}

const SecretWrite* HookSecrets::pending_by_label(const std::string& label) const {
  if (!facts_.writes.secrets) return nullptr;
  const auto& writes = facts_.writes.secrets->writes;
  const auto found = std::find_if(writes.begin(), writes.end(), [&](const SecretWrite& one) {
    return !one.remove && one.label == label;
  });
  return found == writes.end() ? nullptr : &*found;
}

const SecretWrite* HookSecrets::pending_of(const SecretContentFetch& fetch) const {
  if (!fetch.id.empty()) return pending(fetch.id);
  if (const auto* write = pending_by_label(fetch.label)) return write;
  for (const auto& [id, known] : facts_.snapshot.secrets) {
    if (known->label != fetch.label || fetch.label.empty()) continue;
    if (const auto* write = pending(id); write && !write->remove && !write->label) return write;
  }
  return nullptr;
}

SecretWrite HookSecrets::write_of(const std::string& id) const {
  const auto* known = pending(id);
  SecretWrite write = known ? *known : SecretWrite{.id = id};
  write.leader_term = effects_.leading_term().value_or(0);
  return write;
}

void HookSecrets::buffer(SecretWrite write) {
  context_.buffer({.operation = facts_.operation, .writes = {std::move(write)}});
}

/// A pending create is seen always, a pending update only by who asks for the newest.
bool HookSecrets::reads_pending(const SecretContentFetch& fetch, const SecretWrite* write) const {
  if (!write || !write->content || write->remove) return false;
  return write->create || fetch.refresh || fetch.peek;
}

std::string HookSecrets::fresh_id() { return secret_id_from_hex(effects_.fresh_hex(12)); }

TimeMs HookSecrets::now() const { return effects_.now(); }

SecretContent HookSecrets::content(const SecretContentFetch& fetch) {
  auto data = take_answer(content_);
  const auto* write = pending_of(fetch);
  if (fetch.refresh && reads_pending(fetch, write) && !write->create) {
    auto tracking = *write;
    tracking.track_latest = true;
    buffer(std::move(tracking));
  }
  return std::move(data.content);
}

// --- changes ------------------------------------------------------------------------------------
void HookSecrets::add(const std::string& id, bool for_application, const SecretMetadata& metadata) {
  take_answer(posted_);
  if (metadata.label && pending_by_label(*metadata.label))
    throw make_error(ErrorKind::already_exists, "secret with label \"{}\" already exists", *metadata.label);
  SecretWrite write{.id = id, .create = true, .owned_by_application = for_application, .content = true};
  write.leader_term = effects_.leading_term().value_or(0);
  set_metadata(write, metadata);
  buffer(std::move(write));
}

void HookSecrets::change(const std::string& id, const SecretMetadata& metadata, bool has_content) {
  if (has_content) take_answer(posted_);
  const auto known = facts_.snapshot.secrets.find(id);
  const bool is_applications = known != facts_.snapshot.secrets.end() && known->second->owner_application;
  if (is_applications && !context_.is_leader()) throw make_error(ErrorKind::denied, "this unit is not the leader");
  auto write = write_of(id);
  if (write.remove) write = {.id = id, .leader_term = write.leader_term}; // the removal is cancelled
  write.remove_revisions.clear();
  set_metadata(write, metadata);
  write.content |= has_content;
  buffer(std::move(write));
}

void HookSecrets::grant(const std::string& id, std::int64_t number, const std::string& application,
                        const std::string& unit) {
  const auto secrets = owned();
  const auto is_it = [&](const SecretReport& one) { return one.id == id; };
  const auto known = std::find_if(secrets.begin(), secrets.end(), is_it);
  if (known == secrets.end()) throw make_error(ErrorKind::not_found, "secret \"{}\" not found", id);
  const auto relation = facts_.snapshot.relations.at(number).entity->id;
  const auto scope = scope_of(relation);
  const auto units = "unit-" + application + "-";
  for (const auto& access : known->access) {
    if (access.scope != scope) continue;
    if (access.target == "application-" + application) return;
    if (unit.empty() && access.target.starts_with(units))
      throw make_error(ErrorKind::conflict, "any unit level grants need to be revoked before granting access to the "
                                            "corresponding application");
  }
  auto write = write_of(id);
  std::erase_if(write.grants, [&](const SecretGrantWrite& one) { return one.relation == relation; });
  write.grants.push_back({relation, application, unit});
  buffer(std::move(write));
}

void HookSecrets::revoke(const std::string& id, const std::string& application, const std::string& unit) {
  auto write = write_of(id);
  const SecretRevokeWrite revoke{application, unit};
  std::erase_if(write.grants, [&](const SecretGrantWrite& grant) { return is_of(grant, revoke); });
  write.revokes.push_back(revoke);
  buffer(std::move(write));
}

void HookSecrets::remove(const std::string& id, std::optional<std::int64_t> revision) {
  const auto before = write_of(id);
  SecretWrite write{.id = id, .leader_term = before.leader_term, .create = before.create};
  write.owned_by_application = before.owned_by_application;
  write.remove_revisions = before.remove_revisions;
  if (revision) write.remove_revisions.push_back(*revision);
  write.remove = !revision || before.create || before.remove;
  buffer(std::move(write));
}

// --- what is owned ------------------------------------------------------------------------------
std::string HookSecrets::scope_of(RelationId relation) const {
  std::string text;
  for (const auto& [number, known] : facts_.snapshot.relations) {
    if (known.entity->id != relation) continue;
    for (const auto& end : known.entity->ends)
      text += fmt::format("{}{}.{}", text.empty() ? "relation-" : "#", end.application_name, end.endpoint.name);
  }
  return text;
}

SecretReport HookSecrets::report_of_new(const SecretWrite& write) const {
  SecretReport report{.id = write.id, .revision = 1, .created_ms = now(), .updated_ms = now()};
  report.owner_kind = write.owned_by_application ? SecretOwnerKind::application : SecretOwnerKind::unit;
  report.owner = write.owned_by_application ? facts_.snapshot.application->name : facts_.unit.str();
  return report;
}

void HookSecrets::show_write(SecretReport& report, const SecretWrite& write) const {
  report.label = write.label.value_or(report.label);
  report.description = write.description.value_or(report.description);
  report.rotation = write.rotate.value_or(report.rotation);
  if (write.expire_ms) report.expires_ms = write.expire_ms;
  for (const auto& revoke : write.revokes) {
    const auto units = "unit-" + revoke.application + "-";
    std::erase_if(report.access, [&](const SecretAccess& access) {
      return access.target == target_of(revoke.application, revoke.unit) ||
             (revoke.unit.empty() && access.target.starts_with(units));
    });
  }
  for (const auto& grant : write.grants) {
    const auto target = target_of(grant.application, grant.unit);
    std::erase_if(report.access, [&](const SecretAccess& access) { return access.target == target; });
    report.access.push_back({target, scope_of(grant.relation), "view"});
  }
}

std::vector<SecretReport> HookSecrets::owned() {
  auto reports = take_answer(owned_).secrets;
  std::erase_if(reports, [&](const SecretReport& report) {
    const auto* write = pending(report.id);
    return write && is_hidden(*write);
  });
  for (auto& report : reports)
    if (const auto* write = pending(report.id)) show_write(report, *write);
  if (!facts_.writes.secrets) return reports;
  for (const auto& write : facts_.writes.secrets->writes) {
    if (!write.create || is_hidden(write)) continue;
    auto report = report_of_new(write);
    show_write(report, write);
    reports.push_back(std::move(report));
  }
  return reports;
}

} // namespace periapt::agent
