#include "cli/formatters/secret_documents.h"

#include "charm/base64.h"
#include "cli/formatters/table.h"
#include "cli/formatters/times.h"

#include <sstream>

namespace periapt::cli {
namespace {

Value owner_of(const SecretReport& secret) {
  return secret.owner_kind == SecretOwnerKind::model ? "<model>" : secret.owner;
}

Value time_of(const std::optional<TimeMs>& moment) { return moment ? exact_time_text(*moment) : ""; }

Record common_record(const SecretReport& secret, const SecretView& view) {
  Record record;
  record.add("revision", secret.revision);
  if (view.data) record.add("checksum", view.data->checksum);
  record.add_if("expires", time_of(secret.expires_ms));
  if (secret.rotation != RotatePolicy::never) record.add("rotation", std::string(name_of(secret.rotation)));
  record.add_if("rotates", time_of(secret.rotates_ms))
      .add("owner", owner_of(secret))
      .add_if("description", secret.description)
      .add_if(secret.owner_kind == SecretOwnerKind::model ? "name" : "label", secret.label)
      .add("created", exact_time_text(secret.created_ms))
      .add("updated", exact_time_text(secret.updated_ms));
  return record;
}

/// Values are decoded; one that is no base64 is shown as it is.
Value content_of(const SecretContent& content, bool json) {
  Map values;
  for (const auto& [key, value] : content) values.emplace_back(key, charm::base64_decode(value).value_or(value));
  return json ? Value(Map{{"Data", std::move(values)}}) : Value(std::move(values));
}

Value revisions_of(const std::vector<SecretRevisionReport>& revisions) {
  List list;
  for (const auto& revision : revisions) {
    const auto created = exact_time_text(revision.created_ms);
    list.push_back(Record()
                       .add("revision", revision.revision)
                       .add("backend", "internal")
                       .add("created", created)
                       .add("updated", created)
                       .add_if("expires", time_of(revision.expires_ms))
                       .value());
  }
  return list;
}

Value access_of(const std::vector<SecretAccess>& access) {
  List list;
  for (const auto& one : access)
    list.push_back(Record().add("target", one.target).add("scope", one.scope).add("role", one.role).value());
  return list;
}

} // namespace

Value secret_document(const SecretReport& secret, const SecretView& view) {
  auto record = common_record(secret, view);
  if (view.data) record.add("content", content_of(view.data->content, view.json));
  if (view.revisions) record.add("revisions", revisions_of(secret.revisions));
  return record.add_if("access", access_of(secret.access)).value();
}

Value secrets_document(const std::vector<SecretReport>& secrets) {
  Map map;
  for (const auto& secret : secrets) map.emplace_back(secret.id, common_record(secret, {}).value());
  return map;
}

std::string secrets_table(const std::vector<SecretReport>& secrets, bool colour) {
  Table table({"ID", "Name", "Owner", "Rotation", ">Revision", "Last updated"});
  for (const auto& secret : secrets) {
    const auto owner = secret.owner_kind == SecretOwnerKind::model ? "<model>" : secret.owner;
    table.add({secret.id, secret.label.empty() ? "-" : secret.label, owner, std::string(name_of(secret.rotation)),
               std::to_string(secret.revision), since_text(secret.updated_ms, false)});
  }
  std::ostringstream text;
  table.print(text, colour);
  return text.str();
}

} // namespace periapt::cli
