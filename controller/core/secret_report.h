// What people and owners are shown about a secret; never its content. Rule: contract/cli.md 2.19,
// contract/hook-tools.md 7 (secret-info-get).
#pragma once

#include "core/secret.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace periapt {

enum class SecretOwnerKind { model, application, unit };
BOOST_DESCRIBE_ENUM(SecretOwnerKind, model, application, unit)

struct SecretAccess {
  std::string target; // application-x, unit-x-0
  std::string scope;  // relation-x.db#y.server, model-UUID
  std::string role;   // view
};
BOOST_DESCRIBE_STRUCT(SecretAccess, (), (target, scope, role))

struct SecretRevisionReport {
  std::int64_t revision = 0;
  TimeMs created_ms = 0;
  std::optional<TimeMs> expires_ms;
};
BOOST_DESCRIBE_STRUCT(SecretRevisionReport, (), (revision, created_ms, expires_ms))

struct SecretReport {
  std::string id;
  SecretOwnerKind owner_kind = SecretOwnerKind::model;
  std::string owner; // application or unit name; the model's UUID
  std::string label; // a user secret's name
  std::string description;
  std::int64_t revision = 0;
  RotatePolicy rotation = RotatePolicy::never;
  std::optional<TimeMs> rotates_ms;
  std::optional<TimeMs> expires_ms; // of the newest revision
  TimeMs created_ms = 0;
  TimeMs updated_ms = 0;
  std::vector<SecretRevisionReport> revisions;
  std::vector<SecretAccess> access;
};
BOOST_DESCRIBE_STRUCT(SecretReport, (),
                      (id, owner_kind, owner, label, description, revision, rotation, rotates_ms, expires_ms,
                       created_ms, updated_ms, revisions, access))

} // namespace periapt
