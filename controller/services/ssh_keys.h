// Public keys that may log in to a model's machines. Local machines have no sshd: there the keys are kept and shown.
// Rule: contract/cli.md 2.24. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "store/transaction.h"

#include <string>
#include <vector>

namespace periapt::services {

struct SshKey {
  std::string key; // "ssh-rsa AAAA… comment", single spaces
  std::string fingerprint; // MD5, hex pairs with colons
  std::string comment;
};

/// Takes a line apart. Throws Error(invalid) `invalid ssh key: …` for what is no public key.
SshKey parse_ssh_key(const std::string& line);

/// What became of each that was given: empty, or why it was not taken.
using SshKeyObstacles = std::vector<std::string>;

std::vector<SshKey> list_ssh_keys(const store::ReadTransaction& transaction, ModelId model); // as they came
SshKeyObstacles add_ssh_keys(store::WriteTransaction& transaction, ModelId model, const std::vector<std::string>& lines);
/// Each is a fingerprint, a comment, or the whole key.
SshKeyObstacles remove_ssh_keys(store::WriteTransaction& transaction, ModelId model,
                                const std::vector<std::string>& ids);

} // namespace periapt::services
