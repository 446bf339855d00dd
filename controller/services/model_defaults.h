// The settings that new models inherit: of the controller, and of a region, which win there. A model keeps what it
// was made with; a setting that is reset goes back to them. Rule: contract/cli.md 2.17.
// Threads: inside the caller's transaction.
#pragma once

#include "store/transaction.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::services {

struct ModelDefaults {
  std::map<std::string, std::string> controller;
  std::map<std::string, std::map<std::string, std::string>> regions;
};
ModelDefaults model_defaults(const store::ReadTransaction& transaction);

struct ModelDefaultsChange {
  std::string region; // empty: the controller's
  std::map<std::string, std::string> set;
  std::vector<std::string> reset;
};
/// Throws Error(invalid) with the contract's texts; all or nothing.
void set_model_defaults(store::WriteTransaction& transaction, const ModelDefaultsChange& change);

/// What a model made in this region begins with.
std::map<std::string, std::string> inherited_settings(const store::ReadTransaction& transaction,
                                                      const std::string& region);

} // namespace periapt::services
