// What a command would do to a model, told without doing it. Rule: issue `model plan`; made by the room `planning`.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <string>
#include <vector>

namespace periapt {

enum class PlannedEffect { add, change, remove };
BOOST_DESCRIBE_ENUM(PlannedEffect, add, change, remove)

struct PlannedChange {
  PlannedEffect effect = PlannedEffect::change;
  std::string kind; // application, unit, machine, relation, storage, offer, saas, model
  std::string name;
  std::vector<std::string> details; // what there is to know of it: "charm local:blog-0", "port: 80 -> 8080"
  bool operator==(const PlannedChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlannedChange, (), (effect, kind, name, details))

/// The hooks of one unit that follow from the change, in their order: "db-relation-joined mariadb/0".
struct PlannedHooks {
  std::string unit;
  std::string machine;
  std::vector<std::string> hooks;
  bool operator==(const PlannedHooks&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlannedHooks, (), (unit, machine, hooks))

struct Plan {
  std::string revision;               // of the model that it was made for
  std::vector<PlannedChange> changes; // by kind and name
  std::vector<PlannedHooks> hooks;    // by application and number
  std::vector<std::string> conflicts; // what keeps them from running now: "wordpress/0 is in error"
  std::string answer;                 // JSON: what the request itself would have answered
};
BOOST_DESCRIBE_STRUCT(Plan, (), (revision, changes, hooks, conflicts, answer))

} // namespace periapt
