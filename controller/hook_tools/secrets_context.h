// What the secret tools may ask and do in one hook; part of HookContext. Content is never kept on the machine: it
// goes to the controller when it is given and is fetched when it is asked for. Changes are buffered with the
// hook's other writes and seen by its later calls. Rule: contract/hook-tools.md 7; DESIGN section 9, rule 17.
// Errors and threads: those of HookContext.
#pragma once

#include "core/secret_report.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::hook_tools {

// --- what only the controller can answer, announced with HookContext::prepare --------------------
struct OwnedSecretsFetch {}; // then owned()
struct SecretContentFetch {  // then content() of the same
  std::string id;            // empty: by label
  std::string label;
  bool refresh = false;
  bool peek = false;
  bool operator==(const SecretContentFetch&) const = default;
};
struct SecretContentPost { // then add(), or change() with content
  std::string id;
  SecretContent content;
};

/// What is absent stays as it is.
struct SecretMetadata {
  std::optional<std::string> label;
  std::optional<std::string> description;
  std::optional<RotatePolicy> rotate;
  std::optional<TimeMs> expire_ms;
  bool is_empty() const { return !label && !description && !rotate && !expire_ms; }
};

class SecretsContext {
public:
  virtual ~SecretsContext() = default;

  /// For a secret that is to be added: never used before.
  virtual std::string fresh_id() = 0;
  virtual TimeMs now() const = 0;

  /// This unit's, and as leader its application's, with what this hook has done to them; after prepare.
  virtual std::vector<SecretReport> owned() = 0;
  /// After prepare. Throws not_found `secret "x" not found`, `consumer label "x" not found`, denied `permission
  /// denied`.
  virtual SecretContent content(const SecretContentFetch& fetch) = 0;

  /// After prepare. Throws denied `this unit is not the leader`, already_exists `secret with label "x" already
  /// exists` for a label of this hook.
  virtual void add(const std::string& id, bool for_application, const SecretMetadata& metadata) = 0;
  /// With `has_content` after prepare. Throws denied `this unit is not the leader` when that is known already.
  virtual void change(const std::string& id, const SecretMetadata& metadata, bool has_content) = 0;
  /// To `application`, or one unit of it, for as long as the relation lives; after prepare of OwnedSecretsFetch.
  /// Throws not_found `secret "x" not found`, conflict for an application whose units have grants.
  virtual void grant(const std::string& id, std::int64_t relation, const std::string& application,
                     const std::string& unit) = 0;
  virtual void revoke(const std::string& id, const std::string& application, const std::string& unit) = 0;
  /// One revision, or with nullopt all of it.
  virtual void remove(const std::string& id, std::optional<std::int64_t> revision) = 0;
};

} // namespace periapt::hook_tools
