// What a side of a relation promises to publish there, as far as it keeps it. Rule: DESIGN section 6.
#pragma once

#include "core/status.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace periapt {

/// A promise is broken by what is there, never by what is missing.
enum class PromiseKeeping { kept, not_given, broken };
BOOST_DESCRIBE_ENUM(PromiseKeeping, kept, not_given, broken)

/// One bag's promise, for people.
struct InterfacePromise {
  std::string relation; // wordpress:db mariadb:db
  std::int64_t number = 0;
  std::string interface;
  std::int64_t version = 0;
  std::string application;
  std::string promiser; // a unit; the application itself for what its leader publishes
  std::string endpoint;
  PromiseKeeping keeping = PromiseKeeping::not_given;
  std::string reason; // empty when kept
  TimeMs since_ms = 0;
};
BOOST_DESCRIBE_STRUCT(InterfacePromise, (),
                      (relation, number, interface, version, application, promiser, endpoint, keeping, reason, since_ms))

/// A contract that a model can use.
struct KnownContract {
  std::string interface;
  std::int64_t version = 0;
  std::string summary;
  std::string source; // the charm that brings it; empty: the program itself
  std::vector<std::string> events;
  std::vector<std::string> relations; // made under it: their keys
};
BOOST_DESCRIBE_STRUCT(KnownContract, (), (interface, version, summary, source, events, relations))

/// A named event that one application may be told in one relation by one publisher.
struct EventReport {
  std::string application; // who is told
  std::string event;       // as its program is called: db-database-available
  std::string relation;
  std::int64_t number = 0;
  std::string publisher; // the unit or application whose bag it is about
  bool holds = false;
  bool handled = false; // the charm has a program for it
  std::string description;
};
BOOST_DESCRIBE_STRUCT(EventReport, (), (application, event, relation, number, publisher, holds, handled, description))

} // namespace periapt
