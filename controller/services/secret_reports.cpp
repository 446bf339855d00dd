#include "services/secret_reports.h"

#include "core/error.h"
#include "core/names.h"
#include "store/application_repository.h"
#include "store/model_repository.h"
#include "store/relation_repository.h"
#include "store/secret_access_repository.h"
#include "store/secret_content_repository.h"
#include "store/unit_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

/// relation-wordpress.db#mysql.server
std::string relation_tag(const ReadTransaction& transaction, RelationId id) {
  const auto relation = relations::find(transaction, id);
  std::string text;
  if (!relation) return text;
  for (const auto& end : relation->ends)
    text += fmt::format("{}{}.{}", text.empty() ? "relation-" : "#", end.application_name, end.endpoint.name);
  return text;
}

SecretAccess access_of(const ReadTransaction& transaction, ModelId model, const SecretGrantRow& grant) {
  const auto target = grant.unit ? UnitName(units::get(transaction, *grant.unit).name).tag()
                                 : "application-" + applications::get(transaction, grant.application).name;
  const auto scope = grant.relation ? relation_tag(transaction, *grant.relation)
                                    : "model-" + models::get(transaction, model).uuid;
  return {.target = target, .scope = scope, .role = "view"};
}

/// The text after `prefix`; nullopt when it does not begin so.
std::optional<std::string> after(const std::string& text, const std::string& prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

bool is_owned_by(const SecretReport& report, const std::string& tag) {
  switch (report.owner_kind) {
  case SecretOwnerKind::model: return tag == "model-" + report.owner;
  case SecretOwnerKind::application: return tag == "application-" + report.owner;
  case SecretOwnerKind::unit: return tag == UnitName(report.owner).tag();
  }
  return false;
}

} // namespace

SecretReport secret_report(const ReadTransaction& transaction, const SecretInfoRow& info) {
  SecretReport report{.id = info.id, .label = info.label, .description = info.description};
  if (info.owner.application) {
    report.owner_kind = SecretOwnerKind::application;
    report.owner = applications::get(transaction, *info.owner.application).name;
  } else if (info.owner.unit) {
    report.owner_kind = SecretOwnerKind::unit;
    report.owner = units::get(transaction, *info.owner.unit).name;
  } else {
    report.owner = models::get(transaction, info.model).uuid;
  }
  report.revision = info.latest_revision;
  report.rotation = info.rotate;
  report.rotates_ms = info.rotate_ms;
  report.created_ms = info.created_ms;
  report.updated_ms = info.updated_ms;
  for (const auto& revision : secrets::revisions(transaction, info.row)) {
    report.revisions.push_back({revision.revision, revision.created_ms, revision.expire_ms});
    if (revision.revision == info.latest_revision) report.expires_ms = revision.expire_ms;
  }
  for (const auto& grant : secrets::grants(transaction, info.row))
    report.access.push_back(access_of(transaction, info.model, grant));
  return report;
}

std::vector<SecretReport> list_secrets(const ReadTransaction& transaction, ModelId model,
                                       const std::optional<std::string>& owner_tag) {
  if (owner_tag && !after(*owner_tag, "application-") && !after(*owner_tag, "unit-") && !after(*owner_tag, "model-"))
    throw make_error(ErrorKind::invalid, "\"{}\" is not a valid tag", *owner_tag);
  std::vector<SecretReport> reports;
  for (const auto& info : secrets::list(transaction, model)) {
    auto report = secret_report(transaction, info);
    if (!owner_tag || is_owned_by(report, *owner_tag)) reports.push_back(std::move(report));
  }
  return reports;
}

SecretInfoRow find_secret(const ReadTransaction& transaction, ModelId model, const std::string& text) {
  std::optional<SecretInfoRow> info;
  if (const auto id = parse_secret_uri(text)) info = secrets::find(transaction, model, *id);
  if (!info) info = secrets::find_by_label(transaction, model, {}, text);
  if (!info) throw make_error(ErrorKind::not_found, "secret \"{}\" not found", text);
  return *std::move(info);
}

SecretReport show_secret(const ReadTransaction& transaction, ModelId model, const std::string& text) {
  return secret_report(transaction, find_secret(transaction, model, text));
}

SecretContent reveal_secret(const ReadTransaction& transaction, ModelId model, const std::string& text,
                            std::int64_t revision) {
  const auto info = find_secret(transaction, model, text);
  auto content = secrets::content(transaction, info, revision == 0 ? info.latest_revision : revision);
  if (!content) throw make_error(ErrorKind::not_found, "secret \"{}\" revision {} not found", text, revision);
  return *std::move(content);
}

} // namespace periapt::services
