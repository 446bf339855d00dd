// What secret-add and secret-set take alike: metadata flags, content arguments and files.
// Rule: contract/hook-tools.md 7. What is wrong with any of it, files included, exits 2.
#pragma once

#include "charm/secret_arguments.h"
#include "hook_tools/tool.h"

namespace periapt::hook_tools {

class SecretInput {
public:
  SecretInput(FlagSet& flags, HookContext& context);
  SecretInput(const SecretInput&) = delete;
  SecretInput& operator=(const SecretInput&) = delete;

  /// In the contract's order: expire, rotate, owner, then the `key=value` arguments.
  void check(const Arguments& arguments);
  /// Those of `key#file=` in order, then that of --file.
  std::vector<FileRequest> files() const;
  void use_file(const FileContent& content);

  const SecretMetadata& metadata() const { return metadata_; }
  bool for_application() const { return owner_ == "application"; }
  bool names_content() const { return !arguments_.empty() || !file_.empty(); }
  const SecretContent& content() const { return content_; } // complete once all files are used

private:
  void use_value_file(const charm::SecretArgument& argument, const FileContent& content);
  void use_map_file(const FileContent& content);

  HookContext& context_;
  std::string expire_, rotate_, owner_ = "application", label_, description_, file_;
  SecretMetadata metadata_;
  std::vector<charm::SecretArgument> arguments_;
  std::vector<charm::SecretArgument> to_read_;
  std::size_t files_used_ = 0;
  SecretContent content_;
};

/// `secret:ID` and its other forms. Throws Error(invalid) `secret URI "x" not valid`, and unless the tool only reads
/// `secret URI scheme "http" not valid`.
enum class ForeignScheme { named, not_named };
std::string parse_secret_argument(const std::string& text, ForeignScheme scheme = ForeignScheme::named);

/// The secret that the first argument names. Throws Error(invalid) `missing secret URI`.
std::string required_secret(const Arguments& positionals);

} // namespace periapt::hook_tools
