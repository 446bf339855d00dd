// Commands that are forbidden in a model. Rule: contract/cli.md 2.23.
#pragma once

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace periapt::wire {

struct DisabledCommandSet {
  std::string command_set; // all, destroy-model, remove-object
  std::string message;     // may be empty
};
BOOST_DESCRIBE_STRUCT(DisabledCommandSet, (), (command_set, message))

struct DisabledCommands {
  std::vector<DisabledCommandSet> sets; // by name
};
BOOST_DESCRIBE_STRUCT(DisabledCommands, (), (sets))

struct EnableCommands {
  std::string command_set;
};
BOOST_DESCRIBE_STRUCT(EnableCommands, (), (command_set))

struct ModelWithDisabledCommands {
  std::string name; // "admin/shop"
  std::string uuid;
  std::vector<std::string> command_sets;
};
BOOST_DESCRIBE_STRUCT(ModelWithDisabledCommands, (), (name, uuid, command_sets))

struct ModelsWithDisabledCommands {
  std::vector<ModelWithDisabledCommands> models;
};
BOOST_DESCRIBE_STRUCT(ModelsWithDisabledCommands, (), (models))

} // namespace periapt::wire
