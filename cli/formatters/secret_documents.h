// Secrets as documents and as a table. Rule: contract/cli.md 2.19.
#pragma once

#include "cli/formatters/record.h"
#include "wire/secret_messages.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct SecretView {
  bool revisions = false;
  bool json = false;                    // content stands under "Data" there
  std::optional<wire::SecretData> data; // --reveal
};

Value secret_document(const SecretReport& secret, const SecretView& view);
/// A map by id, without access.
Value secrets_document(const std::vector<SecretReport>& secrets);
std::string secrets_table(const std::vector<SecretReport>& secrets, bool colour);

} // namespace periapt::cli
