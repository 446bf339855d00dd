// The content of a secret as it is given on a command line and in files, the same for `add-secret` and for the
// hook tools: `key=value`, `key#base64=…`, `key#file=PATH`, and YAML or JSON maps. Files are read by the caller.
// Rule: contract/hook-tools.md 7, contract/cli.md 2.19. Errors: Error(invalid) in the contract's words. Any thread.
#pragma once

#include "core/secret.h"

#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

struct SecretArgument {
  std::string key; // without its suffix
  bool is_base64 = false;
  bool is_file = false; // `value` is a path
  std::string value;
};

/// Throws `key value "foo=" not valid`, `key "X" not valid`.
std::vector<SecretArgument> parse_secret_arguments(const std::vector<std::string>& arguments);

/// What is not in a file, as base64; the last of a repeated key wins.
SecretContent content_of(const std::vector<SecretArgument>& arguments);

/// `bytes` of `path` as the value of `key`. Throws `secret content in file "p" too large: N bytes`.
void add_secret_file(SecretContent& content, const std::string& key, const std::string& path, std::string_view bytes);

/// A map of strings in `path`, whose keys may end in `#base64`; it wins over what is there.
void add_secret_map(SecretContent& content, const std::string& path, std::string_view text);

} // namespace periapt::charm
