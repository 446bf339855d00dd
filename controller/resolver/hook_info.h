// Which hook, and for what: everything the resolver decides about one hook before it runs.
// Rule: contract/hooks.md, section 1.
#pragma once

#include "core/ids.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

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
  relation_created,
  relation_joined,
  relation_changed,
  relation_departed,
  relation_broken,
};
BOOST_DESCRIBE_ENUM(HookKind, install, leader_elected, leader_settings_changed, config_changed, start, update_status,
                    upgrade_charm, stop, remove, relation_created, relation_joined, relation_changed,
                    relation_departed, relation_broken)

bool is_relation_hook(HookKind kind);

struct HookInfo {
  HookKind kind = HookKind::install;

  // Of relation hooks only:
  RelationId relation;
  std::int64_t number = 0; // the model-wide one: db:<number>
  std::string endpoint;
  std::string remote_application;
  std::string remote_unit;    // empty for created, broken and a change of an application's bag
  std::string departing_unit; // departed only
  auto operator<=>(const HookInfo&) const = default;
};
BOOST_DESCRIBE_STRUCT(HookInfo, (),
                      (kind, relation, number, endpoint, remote_application, remote_unit, departing_unit))

/// "install", "db-relation-changed": the file's name.
std::string hook_name(const HookInfo& hook);

} // namespace periapt::resolver
