// What a secret is, without storage or clock: ids, keys, sizes, rotation words, and what an agent writes and is
// told about secrets. Content never travels in these values: it goes straight to the controller and is fetched
// when used. Rule: contract/hook-tools.md 7, contract/hooks.md 17; DESIGN section 9, rule 17.
#pragma once

#include "core/ids.h"
#include "core/status.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt {

using SecretRow = Id<struct SecretTag>; // the row; what people and charms see is the 20-character id

/// key -> base64, as it was given.
using SecretContent = std::map<std::string, std::string>;

/// Of base64: one value, and all values together.
inline constexpr std::size_t most_secret_bytes = 1'000'000;

enum class RotatePolicy { never, hourly, daily, weekly, monthly, quarterly, yearly };
BOOST_DESCRIBE_ENUM(RotatePolicy, never, hourly, daily, weekly, monthly, quarterly, yearly)

std::optional<RotatePolicy> parse_rotate_policy(std::string_view text);
std::string_view name_of(RotatePolicy policy);

/// 20 characters of 0-9a-v that hold 96 bits, so the last one is 0 or g.
bool is_secret_id(std::string_view text);
/// An id from 24 hex digits of chance.
std::string secret_id_from_hex(std::string_view hex);
/// The id in `secret:ID`, `secret://UUID/ID`, `ID` or `UUID/ID`; nullopt when it is none of these.
std::optional<std::string> parse_secret_uri(std::string_view text);
/// `secret:ID`
std::string secret_uri(std::string_view id);

bool is_secret_key(std::string_view key);
/// Throws Error(invalid) `key "X" not valid`, `base64 encoded secret content … too large: N bytes`,
/// `empty secret value not valid`.
void check_secret_content(const SecretContent& content);

// --- what an agent commits ----------------------------------------------------------------------
/// Whom a grant is for: a unit, or an application when `unit` is empty, for as long as the relation lives.
struct SecretGrantWrite {
  RelationId relation;
  std::string application;
  std::string unit;
  bool operator==(const SecretGrantWrite&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecretGrantWrite, (), (relation, application, unit))

struct SecretRevokeWrite {
  std::string application;
  std::string unit; // empty: the application and every unit of it
  bool operator==(const SecretRevokeWrite&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecretRevokeWrite, (), (application, unit))

/// All that one hook does to one secret, applied in the order of the members.
struct SecretWrite {
  std::string id;
  std::int64_t leader_term = 0;        // for an application's secret: stale => refused
  bool create = false;                 // with `content`
  bool owned_by_application = false;   // of a created one
  bool content = false;                // the pending content of this operation becomes the newest revision
  std::optional<std::string> label;
  std::optional<std::string> description;
  std::optional<RotatePolicy> rotate;
  std::optional<TimeMs> expire_ms;
  bool track_latest = false;           // this unit reads the newest revision from now on
  std::vector<SecretRevokeWrite> revokes;
  std::vector<SecretGrantWrite> grants;
  bool remove = false;                 // the whole secret; one just created leaves no trace
  std::vector<std::int64_t> remove_revisions;
  bool operator==(const SecretWrite&) const = default;
};
BOOST_DESCRIBE_STRUCT(SecretWrite, (),
                      (id, leader_term, create, owned_by_application, content, label, description, rotate, expire_ms,
                       track_latest, revokes, grants, remove, remove_revisions))

/// secret-rotate has run; `revision` was the newest when it began.
struct SecretRotated {
  std::string id;
  std::int64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(SecretRotated, (), (id, revision))

/// The part of a commit that is about secrets. It ends `operation`: pending content of it is made real or dropped.
struct SecretWrites {
  std::string operation;
  std::vector<SecretWrite> writes; // at most one a secret
};
BOOST_DESCRIBE_STRUCT(SecretWrites, (), (operation, writes))

// --- what an agent is told ----------------------------------------------------------------------
/// A unit that has read a secret and may still.
struct SecretConsumer {
  UnitId unit;
  std::string label; // the consumer's own
  std::int64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(SecretConsumer, (), (unit, label, revision))

struct SecretExpiry {
  std::int64_t revision = 0;
  TimeMs expire_ms = 0;
};
BOOST_DESCRIBE_STRUCT(SecretExpiry, (), (revision, expire_ms))

/// A secret as a machine's agent knows it: owned by one of its units or their applications, or read by a unit.
struct SecretEntity {
  SecretRow row;
  std::string id;
  std::optional<ApplicationId> owner_application;
  std::optional<UnitId> owner_unit;          // neither: the model's
  std::string label;                         // the owner's; empty for machines without it
  std::int64_t latest_revision = 0;
  std::optional<TimeMs> rotate_ms;           // owners: when secret-rotate is due
  std::vector<SecretExpiry> expiries;        // owners: revisions that expire
  std::vector<std::int64_t> obsolete;        // owners: older revisions that nobody reads
  std::vector<SecretConsumer> consumers;     // units of this machine
};
BOOST_DESCRIBE_STRUCT(SecretEntity, (),
                      (row, id, owner_application, owner_unit, label, latest_revision, rotate_ms, expiries, obsolete,
                       consumers))

} // namespace periapt
