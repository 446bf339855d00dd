// Interface contracts, named events and promises, as operators see them. Routes: wire/README.md.
#pragma once

#include "core/interface_promise.h"

#include <boost/describe/class.hpp>

#include <vector>

namespace periapt::wire {

struct InterfaceList {
  std::vector<KnownContract> interfaces; // by name and version
};
BOOST_DESCRIBE_STRUCT(InterfaceList, (), (interfaces))

struct NamedEvents {
  std::vector<EventReport> events; // by relation, then by who is told
};
BOOST_DESCRIBE_STRUCT(NamedEvents, (), (events))

struct RelationPromises {
  std::vector<InterfacePromise> promises; // by relation, then by application
};
BOOST_DESCRIBE_STRUCT(RelationPromises, (), (promises))

} // namespace periapt::wire
