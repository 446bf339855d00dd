// Requests and responses about secrets. Only these carry content, as key -> base64.
#pragma once

#include "core/secret_report.h"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

namespace periapt::wire {

// --- for operators ------------------------------------------------------------------------------
struct AddSecret {
  std::string name;
  std::string description;
  SecretContent content;
};
BOOST_DESCRIBE_STRUCT(AddSecret, (), (name, description, content))

struct SecretAdded {
  std::string uri; // secret:<20 characters>
};
BOOST_DESCRIBE_STRUCT(SecretAdded, (), (uri))

/// `secret` is a name, an id or a URI, here and below. What is absent stays.
struct UpdateSecret {
  std::string secret;
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::optional<SecretContent> content;
  std::optional<bool> auto_prune;
};
BOOST_DESCRIBE_STRUCT(UpdateSecret, (), (secret, name, description, content, auto_prune))

struct RemoveSecret {
  std::string secret;
  std::int64_t revision = 0; // 0: all
};
BOOST_DESCRIBE_STRUCT(RemoveSecret, (), (secret, revision))

/// To grant, or to revoke.
struct SecretApplications {
  std::string secret;
  std::vector<std::string> applications;
};
BOOST_DESCRIBE_STRUCT(SecretApplications, (), (secret, applications))

struct SecretList {
  std::vector<SecretReport> secrets;
};
BOOST_DESCRIBE_STRUCT(SecretList, (), (secrets))

struct SecretData {
  SecretContent content;
  std::string checksum; // SHA-256, hex
};
BOOST_DESCRIBE_STRUCT(SecretData, (), (content, checksum))

// --- for agents ---------------------------------------------------------------------------------
struct ReadSecret {
  std::string id;        // empty: by label
  std::string label;     // with an id: the unit's own name for it from now on
  bool refresh = false;
  bool peek = false;
  std::string operation; // not empty: what this hook itself has handed over
  bool operator==(const ReadSecret&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReadSecret, (), (id, label, refresh, peek, operation))

/// Content that a hook hands over while it runs; its commit makes it real.
struct PendingSecret {
  std::string operation;
  std::string id;
  SecretContent content;
};
BOOST_DESCRIBE_STRUCT(PendingSecret, (), (operation, id, content))

} // namespace periapt::wire
