// Models and their settings as data and tables. Rule: contract/cli.md, 2.16 and 2.17.
#pragma once

#include "cli/client_files.h"
#include "cli/formatters/record.h"
#include "wire/messages.h"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct ModelListing {
  ControllerEntry controller;
  std::string user;
  std::vector<wire::ModelInfo> models; // sorted by name
  std::optional<std::string> current;  // "admin/foo"
  TimeMs now_ms = 0;
  bool uuids = false;
};

Value models_document(const ModelListing& listing);
void print_models(std::ostream& out, const ModelListing& listing, bool colour);

/// {user: {display-name, access, last-connection}}
Value model_users_document(const std::vector<wire::GrantedUser>& users, TimeMs now_ms);

/// One key, the short name.
Value model_document(const wire::ModelInfo& model, const ControllerEntry& controller, TimeMs now_ms);

/// "foo" of "admin/foo" for one's own models, else as it is.
std::string unqualified(const std::string& model, const std::string& user);

} // namespace periapt::cli
