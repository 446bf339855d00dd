// Reading and setting an application's configuration. Rule: contract/cli.md 2.7.
// Threads: inside the caller's transaction.
#pragma once

#include "core/config_value.h"
#include "core/ids.h"
#include "store/transaction.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

struct ConfigOptionView {
  std::string name;
  std::string type; // string, int, float, boolean, secret
  std::string description;
  std::optional<ConfigValue> value; // effective
  std::optional<ConfigValue> default_value;
  std::string source; // default, user, unset
};

struct ApplicationConfigView {
  std::string application;
  std::string charm; // the charm's name
  bool trust = false;
  std::vector<ConfigOptionView> options; // sorted by name
};

ApplicationConfigView application_config(const store::ReadTransaction& transaction, ModelId model,
                                         const std::string& application);

struct ConfigChange {
  std::map<std::string, std::string> set; // texts as typed; "trust" allowed
  std::vector<std::string> reset;
};

/// All or nothing; setting what is set already changes nothing. Throws Error(not_found, invalid).
void configure(store::WriteTransaction& transaction, ModelId model, const std::string& application,
               const ConfigChange& change);

} // namespace periapt::services
