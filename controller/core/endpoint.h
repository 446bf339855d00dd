// Endpoints and which two of them may be related. Rule: contract/hooks.md 5.1, contract/cli.md 2.2.
#pragma once

#include "core/names.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace periapt {

enum class Role { provider, requirer, peer };
BOOST_DESCRIBE_ENUM(Role, provider, requirer, peer)
enum class Scope { global, container };
BOOST_DESCRIBE_ENUM(Scope, global, container)

struct Endpoint {
  std::string name;
  std::string interface;
  Role role = Role::provider;
  Scope scope = Scope::global;
  int limit = 0;         // live relations at most; 0 = no limit
  bool optional = false; // informational
  auto operator<=>(const Endpoint&) const = default;
};
BOOST_DESCRIBE_STRUCT(Endpoint, (), (name, interface, role, scope, limit, optional))

/// The provider endpoint that every application has without declaring it; its side runs no hooks.
inline const Endpoint implicit_juju_info{"juju-info", "juju-info", Role::provider, Scope::global, 0, false};

/// One side of a relation to be made: an application, its endpoints (implicit one included by the callee).
struct RelateSide {
  ApplicationName application;
  std::optional<std::string> endpoint; // as typed after the colon
  std::vector<Endpoint> endpoints;     // all the charm declares
  bool subordinate = false;
};

/// The chosen pair, each with its application; container scope is contagious and already applied to both.
struct RelatePair {
  ApplicationName requirer_application;
  Endpoint requirer;
  ApplicationName provider_application;
  Endpoint provider;
};

/// Picks the one pair that fits. Throws Error: not_found `no relations found`, invalid `ambiguous relation:
/// "a b" could refer to "a:x b:y"; "a:x2 b:y2"`, not_found `application "x" has no "e" relation`.
RelatePair choose_endpoints(const RelateSide& left, const RelateSide& right);

/// "wordpress:db mariadb:db": requirer first.
std::string relation_key(const RelatePair& pair);

} // namespace periapt
