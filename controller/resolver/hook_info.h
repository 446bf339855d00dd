// Which hook, and for what: everything the resolver decides about one hook before it runs.
// Rule: contract/hooks.md, section 1.
#pragma once

#include "core/ids.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>

namespace periapt::resolver {

enum class HookKind {
  install,
  leader_elected,
  leader_settings_changed,
  config_changed,
  start,
  update_status,
  upgrade_charm,
  stop,
  remove,
  storage_attached,
  storage_detaching,
  secret_changed,
  secret_rotate,
  secret_expired,
  secret_remove,
  relation_created,
  relation_joined,
  relation_changed,
  relation_departed,
  relation_broken,
  named_event, // of an interface contract; only where the charm has a program for it
};
BOOST_DESCRIBE_ENUM(HookKind, install, leader_elected, leader_settings_changed, config_changed, start, update_status,
                    upgrade_charm, stop, remove, storage_attached, storage_detaching, secret_changed, secret_rotate,
                    secret_expired, secret_remove, relation_created, relation_joined, relation_changed,
                    relation_departed, relation_broken, named_event)

bool is_relation_hook(HookKind kind);
bool is_storage_hook(HookKind kind);
bool is_secret_hook(HookKind kind);

/// Of a storage hook. Attached again, a storage is another attachment.
struct StorageSubject {
  std::string id; // data/0
  std::int64_t attachment = 0;
  auto operator<=>(const StorageSubject&) const = default;
};
BOOST_DESCRIBE_STRUCT(StorageSubject, (), (id, attachment))

/// Of a secret hook.
struct SecretSubject {
  std::string id;            // the 20 characters alone
  std::string label;         // the reader's own, else the owner's; may be empty
  std::int64_t revision = 0; // of secret-expired and secret-remove; 0: the hook is not about one
  auto operator<=>(const SecretSubject&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecretSubject, (), (id, label, revision))

struct HookInfo {
  HookKind kind = HookKind::install;

  // Of relation hooks only:
  RelationId relation;
  std::int64_t number = 0; // the model-wide one: db:<number>
  std::string endpoint;
  std::string remote_application;
  std::string remote_unit;    // empty for created, broken and a change of an application's bag
  std::string departing_unit; // departed only
  std::optional<std::string> event; // named_event only: `database-available`

  std::optional<StorageSubject> storage; // of storage hooks
  std::optional<SecretSubject> secret;   // of secret hooks
  auto operator<=>(const HookInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(HookInfo, (),
                      (kind, relation, number, endpoint, remote_application, remote_unit, departing_unit, event,
                       storage, secret))

/// "install", "db-relation-changed", "data-storage-attached", "db-database-available": the file's name.
std::string hook_name(const HookInfo& hook);
/// "relation-changed", "storage-attached": without what it is about.
std::string kind_name(HookKind kind);

} // namespace periapt::resolver
