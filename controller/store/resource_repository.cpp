#include "store/resource_repository.h"

#include "database/connection.h"

namespace periapt::store::resources {
namespace {

constexpr auto insert_charm_resource =
    "INSERT INTO charm_resource (charm_id, name, is_file, filename, description) VALUES (?, ?, ?, ?, ?)";
constexpr auto select_declared =
    "SELECT name, is_file, filename, description FROM charm_resource WHERE charm_id = ? ORDER BY name";
constexpr auto upsert_file =
    "INSERT INTO resource_file (sha256, fingerprint, size_bytes, awaited_till_ms) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET awaited_till_ms = max(awaited_till_ms, excluded.awaited_till_ms)";
constexpr auto select_file = "SELECT sha256, fingerprint, size_bytes FROM resource_file WHERE sha256 = ?";
constexpr auto select_named_files = "SELECT DISTINCT sha256 FROM application_resource ORDER BY sha256";
constexpr auto select_needed_file =
    "SELECT 1 FROM resource_file WHERE sha256 = ?1 AND (awaited_till_ms > ?2"
    " OR EXISTS (SELECT 1 FROM application_resource WHERE application_resource.sha256 = ?1))";
constexpr auto delete_file = "DELETE FROM resource_file WHERE sha256 = ?";
constexpr auto file_is_named = "UPDATE resource_file SET awaited_till_ms = 0 WHERE sha256 = ?";
constexpr auto upsert_supplied =
    "INSERT INTO application_resource (application_id, name, sha256, uploaded_ms) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, uploaded_ms = excluded.uploaded_ms"
    " WHERE sha256 <> excluded.sha256";
constexpr auto select_supplied =
    "SELECT name, sha256, fingerprint, size_bytes, uploaded_ms FROM application_resource JOIN resource_file"
    " USING (sha256) WHERE application_id = ?";
constexpr auto upsert_fetched =
    "INSERT INTO unit_resource (unit_id, name, fingerprint, size_bytes, uploaded_ms) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, size_bytes = excluded.size_bytes,"
    " uploaded_ms = excluded.uploaded_ms";
constexpr auto select_fetched =
    "SELECT name, '', fingerprint, size_bytes, uploaded_ms FROM unit_resource WHERE unit_id = ?";

ResourceVersions versions_from(database::Statement& rows) {
  ResourceVersions all;
  while (rows.step()) all[rows.text(0)] = {{rows.text(1), rows.text(2), rows.int64(3)}, rows.int64(4)};
  return all;
}

} // namespace

void insert_declared(WriteTransaction& transaction, CharmId charm, const std::vector<charm::Resource>& declared) {
  for (const auto& one : declared)
    transaction.connection().execute(insert_charm_resource, charm.value, one.name,
                                     one.type == charm::ResourceType::file, one.filename, one.description);
}

std::vector<charm::Resource> declared(const ReadTransaction& transaction, CharmId id) {
  auto statement = transaction.connection().prepare(select_declared);
  statement.bind_all(id.value);
  std::vector<charm::Resource> all;
  while (statement.step())
    all.push_back({.name = statement.text(0),
                   .type = statement.boolean(1) ? charm::ResourceType::file : charm::ResourceType::oci_image,
                   .filename = statement.text(2),
                   .description = statement.text(3)});
  return all;
}

void add_file(WriteTransaction& transaction, const ResourceFile& file, TimeMs awaited_till_ms) {
  transaction.connection().execute(upsert_file, file.sha256, file.fingerprint, file.size_bytes, awaited_till_ms);
}

std::optional<ResourceFile> find_file(const ReadTransaction& transaction, const std::string& sha256) {
  auto statement = transaction.connection().prepare(select_file);
  statement.bind_all(sha256);
  if (!statement.step()) return std::nullopt;
  return ResourceFile{statement.text(0), statement.text(1), statement.int64(2)};
}

std::vector<std::string> list_files(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_named_files);
  std::vector<std::string> files;
  while (statement.step()) files.push_back(statement.text(0));
  return files;
}

bool is_file_needed(const ReadTransaction& transaction, const std::string& sha256, TimeMs now) {
  auto statement = transaction.connection().prepare(select_needed_file);
  statement.bind_all(sha256, now);
  return statement.step();
}

void forget_file(WriteTransaction& transaction, const std::string& sha256) {
  transaction.connection().execute(delete_file, sha256);
}

bool supply(WriteTransaction& transaction, ApplicationId application, const std::string& name,
            const std::string& sha256, TimeMs now) {
  transaction.connection().execute(file_is_named, sha256);
  transaction.connection().execute(upsert_supplied, application.value, name, sha256, now);
  return transaction.connection().changes() > 0;
}

ResourceVersions supplied(const ReadTransaction& transaction, ApplicationId application) {
  auto statement = transaction.connection().prepare(select_supplied);
  statement.bind_all(application.value);
  return versions_from(statement);
}

void set_fetched(WriteTransaction& transaction, UnitId unit, const std::string& name, const ResourceVersion& version) {
  transaction.connection().execute(upsert_fetched, unit.value, name, version.file.fingerprint,
                                   version.file.size_bytes, version.uploaded_ms);
}

ResourceVersions fetched(const ReadTransaction& transaction, UnitId unit) {
  auto statement = transaction.connection().prepare(select_fetched);
  statement.bind_all(unit.value);
  return versions_from(statement);
}

} // namespace periapt::store::resources
