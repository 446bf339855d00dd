#include "store/secret_content_repository.h"

#include "base/sha256.h"
#include "core/error.h"
#include "database/connection.h"
#include "store/secret_vault.h"

namespace periapt::store::secrets {
namespace {

constexpr auto insert_revision = "INSERT INTO secret_revision (secret_id, revision, sealed, created_ms, expire_ms)"
                                 " VALUES (?, ?, ?, ?, ?)";
constexpr auto select_sealed = "SELECT sealed FROM secret_revision WHERE secret_id = ? AND revision = ?";
constexpr auto delete_others = "DELETE FROM secret_pending WHERE unit_id = ? AND operation <> ?";
constexpr auto upsert_pending =
    "INSERT INTO secret_pending (unit_id, public_id, operation, sealed) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET operation = excluded.operation, sealed = excluded.sealed";
constexpr auto select_pending =
    "SELECT sealed FROM secret_pending WHERE unit_id = ? AND public_id = ? AND operation = ?";
constexpr auto delete_pending = "DELETE FROM secret_pending WHERE unit_id = ? AND operation = ?";

/// Length and bytes of each key and value in turn: what is sealed.
std::string packed(const SecretContent& content) {
  std::string bytes;
  for (const auto& [key, value] : content)
    bytes += fmt::format("{}:{}{}:{}", key.size(), key, value.size(), value);
  return bytes;
}

std::string take_text(std::string_view& bytes) {
  const auto colon = bytes.find(':');
  if (colon == std::string_view::npos) throw Error(ErrorKind::internal, "a sealed secret is malformed");
  const auto size = std::stoull(std::string(bytes.substr(0, colon)));
  std::string text(bytes.substr(colon + 1, size));
  bytes.remove_prefix(colon + 1 + text.size());
  return text;
}

SecretContent unpacked(std::string_view bytes) {
  SecretContent content;
  while (!bytes.empty()) {
    auto key = take_text(bytes);
    content[std::move(key)] = take_text(bytes);
  }
  return content;
}

std::string revision_name(const SecretInfoRow& info, std::int64_t revision) {
  return fmt::format("model {} secret {} revision {}", info.model.value, info.id, revision);
}

std::string pending_name(UnitId unit, const std::string& operation, const std::string& id) {
  return fmt::format("unit {} operation {} secret {}", unit.value, operation, id);
}

} // namespace

void add_revision(WriteTransaction& transaction, const SecretInfoRow& info, std::int64_t revision,
                  const SecretContent& content, std::optional<TimeMs> expire_ms, TimeMs now) {
  const auto sealed = transaction.vault().seal(packed(content), revision_name(info, revision));
  transaction.connection().execute(insert_revision, info.row.value, revision, database::Blob{sealed}, now, expire_ms);
}

std::optional<SecretContent> content(const ReadTransaction& transaction, const SecretInfoRow& info,
                                     std::int64_t revision) {
  auto statement = transaction.connection().prepare(select_sealed);
  statement.bind_all(info.row.value, revision);
  if (!statement.step()) return std::nullopt;
  return unpacked(transaction.vault().unseal(statement.blob(0), revision_name(info, revision)));
}

std::string checksum(const SecretContent& content) { return sha256_hex(packed(content)); }

void put_pending(WriteTransaction& transaction, UnitId unit, const std::string& operation, const std::string& id,
                 const SecretContent& content) {
  const auto sealed = transaction.vault().seal(packed(content), pending_name(unit, operation, id));
  transaction.connection().execute(delete_others, unit.value, operation);
  transaction.connection().execute(upsert_pending, unit.value, id, operation, database::Blob{sealed});
}

std::optional<SecretContent> pending(const ReadTransaction& transaction, UnitId unit, const std::string& operation,
                                     const std::string& id) {
  auto statement = transaction.connection().prepare(select_pending);
  statement.bind_all(unit.value, id, operation);
  if (!statement.step()) return std::nullopt;
  return unpacked(transaction.vault().unseal(statement.blob(0), pending_name(unit, operation, id)));
}

void drop_pending(WriteTransaction& transaction, UnitId unit, const std::string& operation) {
  transaction.connection().execute(delete_pending, unit.value, operation);
}

} // namespace periapt::store::secrets
