// `model-defaults`: each setting's built-in default, the controller's and the regions'.
// Rule: contract/cli.md, 2.17.
#pragma once

#include "cli/formatters/record.h"
#include "wire/model_defaults_messages.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::cli {

struct ModelDefault {
  Value built_in;
  std::vector<Value> controller;                       // one, or none
  std::vector<std::pair<std::string, Value>> regions;
};
using ModelDefaultTable = std::map<std::string, ModelDefault>;

/// Every setting that a model may have.
ModelDefaultTable model_default_table(const wire::ModelDefaults& defaults);

Value model_defaults_document(const ModelDefaultTable& table);
std::string model_defaults_tabular(const ModelDefaultTable& table, bool colour);

} // namespace periapt::cli
