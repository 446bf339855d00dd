// Controllers as data and tables. JSON and YAML name some keys differently. Rule: contract/cli.md, 2.22.
#pragma once

#include "cli/client_files.h"
#include "cli/formatters/record.h"
#include "wire/messages.h"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct ControllerListing {
  struct Item {
    ControllerEntry entry;
    std::optional<std::string> current_model; // "admin/foo"
    std::optional<AccountEntry> account;
    int model_count = 0;
  };
  std::vector<Item> items; // sorted by name
  std::optional<std::string> current;
};

Value controllers_document(const ControllerListing& listing, bool json);
void print_controllers(std::ostream& out, const ControllerListing& listing, bool colour);

/// The value under the controller's name in `show-controller`.
Value controller_document(const ControllerListing::Item& item, const std::vector<wire::ModelInfo>& models, bool json);

} // namespace periapt::cli
