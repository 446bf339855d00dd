// An application is given another charm. Rule: contract/cli.md 2.8.
#pragma once

#include "wire/resource_messages.h"

#include <boost/describe/class.hpp>

#include <map>
#include <optional>
#include <string>

namespace periapt::wire {

struct Refresh {
  std::string charm_url;                     // of a charm uploaded before
  bool switching = false;                    // a charm of another name is welcome
  std::map<std::string, std::string> config; // texts, parsed by the new charm's options; "trust" allowed
  std::optional<bool> trust;
  bool force = false;
  bool force_base = false;
  bool force_units = false; // units in error take it too
  std::map<std::string, std::string> storage;      // directives as typed, by the new charm's name
  std::map<std::string, ResourceUpload> resources; // by the charm's name
  std::optional<std::string> channel;              // of the store that the charm is from
};
BOOST_DESCRIBE_STRUCT(Refresh, (), (charm_url, switching, config, trust, force, force_base, force_units, storage,
                                     resources, channel))

struct Refreshed {
  std::string charm_url;
  bool changed = true; // false: it had that charm already
};
BOOST_DESCRIBE_STRUCT(Refreshed, (), (charm_url, changed))

} // namespace periapt::wire
