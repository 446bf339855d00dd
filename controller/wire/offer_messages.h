// Offers and what consumes them. Rule: contract/cli.md 2.18.
#pragma once

#include "core/endpoint.h"
#include "core/status.h"
#include "wire/user_messages.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace periapt::wire {

/// A new offer, or other endpoints of one that is there.
struct MakeOffer {
  std::string application;
  std::vector<std::string> endpoints;
  std::string name; // empty: the application's
};
BOOST_DESCRIBE_STRUCT(MakeOffer, (), (application, endpoints, name))

struct OfferEndpoint {
  std::string name;
  std::string interface;
  Role role = Role::provider;
};
BOOST_DESCRIBE_STRUCT(OfferEndpoint, (), (name, interface, role))

struct OfferConnection {
  std::string source_model_uuid;
  std::string username;
  std::int64_t relation_id = 0; // in the offering model
  std::string endpoint;
  StatusRecord status;
};
BOOST_DESCRIBE_STRUCT(OfferConnection, (), (source_model_uuid, username, relation_id, endpoint, status))

struct OfferInfo {
  std::string owner;
  std::string model;
  std::string name;
  std::string application;
  std::string charm_url;
  std::vector<OfferEndpoint> endpoints; // by name
  std::vector<OfferConnection> connections;
  std::optional<std::string> access; // of who asks: read, consume, admin
  std::vector<GrantedUser> users;    // an administrator sees all, others themselves
};
BOOST_DESCRIBE_STRUCT(OfferInfo, (), (owner, model, name, application, charm_url, endpoints, connections, access, users))

struct OfferList {
  std::vector<OfferInfo> offers; // by owner, model and name
};
BOOST_DESCRIBE_STRUCT(OfferList, (), (offers))

struct RemoveOffer {
  std::string name;
  bool force = false; // also its connections
};
BOOST_DESCRIBE_STRUCT(RemoveOffer, (), (name, force))

/// An offer of a model of this controller becomes a SAAS application here.
struct Consume {
  std::string owner;
  std::string model;
  std::string offer;
  std::string name; // here; empty: the offer's
  std::string url;  // as it is to be shown: "ctrl:admin/model.offer"
};
BOOST_DESCRIBE_STRUCT(Consume, (), (owner, model, offer, name, url))

struct Consumed {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Consumed, (), (name))

struct RemoveRemoteApplications {
  std::vector<std::string> names;
  bool force = false;
};
BOOST_DESCRIBE_STRUCT(RemoveRemoteApplications, (), (names, force))

} // namespace periapt::wire
