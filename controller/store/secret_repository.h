// Secrets without their content: owner, label, rotation, revisions, and the entity agents are told. Writers
// append to the journal. Content: secret_content_repository.h; who may read: secret_access_repository.h.
// Rule: contract/hook-tools.md 7, contract/hooks.md 17.
#pragma once

#include "core/secret.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct SecretOwner {
  std::optional<ApplicationId> application;
  std::optional<UnitId> unit; // neither: the model's users
  bool is_user() const { return !application && !unit; }
  bool operator==(const SecretOwner&) const = default;
};

struct SecretInfoRow {
  SecretRow row;
  ModelId model;
  std::string id; // 20 characters
  SecretOwner owner;
  std::string label;
  std::string description;
  RotatePolicy rotate = RotatePolicy::never;
  std::optional<TimeMs> rotate_ms;
  bool auto_prune = false;
  std::int64_t latest_revision = 1;
  TimeMs created_ms = 0;
  TimeMs updated_ms = 0;
};

struct SecretRevisionRow {
  std::int64_t revision = 0;
  TimeMs created_ms = 0;
  std::optional<TimeMs> expire_ms;
};

namespace secrets {

/// `row` is ignored. Without revisions: add_revision (secret_content_repository.h) comes next.
SecretRow insert(WriteTransaction& transaction, const SecretInfoRow& info);
std::optional<SecretInfoRow> find(const ReadTransaction& transaction, ModelId model, const std::string& id);
std::optional<SecretInfoRow> find(const ReadTransaction& transaction, SecretRow row);
std::optional<SecretInfoRow> find_by_label(const ReadTransaction& transaction, ModelId model, const SecretOwner& owner,
                                           const std::string& label);
std::vector<SecretInfoRow> list(const ReadTransaction& transaction, ModelId model); // by row
std::vector<SecretInfoRow> of_owner(const ReadTransaction& transaction, ModelId model, const SecretOwner& owner);

/// Label, description, rotation, auto_prune, latest_revision and updated_ms of `info`; nothing when all are equal.
void update(WriteTransaction& transaction, const SecretInfoRow& info);
/// With revisions, grants and consumers.
void remove(WriteTransaction& transaction, const SecretInfoRow& info);

std::vector<SecretRevisionRow> revisions(const ReadTransaction& transaction, SecretRow row); // ascending
void set_expiry(WriteTransaction& transaction, const SecretInfoRow& info, std::int64_t revision,
                std::optional<TimeMs> expire_ms);
void remove_revision(WriteTransaction& transaction, const SecretInfoRow& info, std::int64_t revision);
/// Older than the newest, and tracked by nobody; ascending.
std::vector<std::int64_t> obsolete_revisions(const ReadTransaction& transaction, SecretRow row);

/// Something about it that agents are told has changed elsewhere: a grant, a consumer, a revision. Prunes if asked to.
void note_change(WriteTransaction& transaction, ModelId model, SecretRow row);

} // namespace secrets
} // namespace periapt::store
