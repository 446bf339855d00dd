// Secrets for tools under test: the test says what is owned and what is in them, and looks at what was done.
#pragma once

#include "core/error.h"
#include "hook_tools/secrets_context.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::test {

class FakeSecrets final : public hook_tools::SecretsContext {
public:
  std::vector<SecretReport> own;
  std::map<std::string, SecretContent> readable; // by id or label
  std::vector<std::string> done;                 // one line a call
  std::optional<hook_tools::SecretContentPost> posted;

  std::string fresh_id() override { return "9m4e2mr0ui3e8a215n4g"; }
  TimeMs now() const override { return 1'767'348'000'000; } // 2026-01-02T10:00:00Z
  std::vector<SecretReport> owned() override { return own; }
  SecretContent content(const hook_tools::SecretContentFetch& fetch) override {
    done.push_back(fmt::format("get {} label {}{}{}", fetch.id, fetch.label, fetch.refresh ? " refresh" : "",
                               fetch.peek ? " peek" : ""));
    const auto found = readable.find(fetch.id.empty() ? fetch.label : fetch.id);
    if (found != readable.end()) return found->second;
    if (fetch.id.empty()) throw make_error(ErrorKind::not_found, "consumer label \"{}\" not found", fetch.label);
    throw make_error(ErrorKind::not_found, "secret \"{}\" not found", fetch.id);
  }
  void add(const std::string& id, bool for_application, const hook_tools::SecretMetadata& metadata) override {
    done.push_back(fmt::format("add {} {}{}", id, for_application ? "application" : "unit", text_of(metadata)));
  }
  void change(const std::string& id, const hook_tools::SecretMetadata& metadata, bool has_content) override {
    done.push_back(fmt::format("set {}{}{}", id, has_content ? " content" : "", text_of(metadata)));
  }
  void grant(const std::string& id, std::int64_t relation, const std::string& application,
             const std::string& unit) override {
    done.push_back(fmt::format("grant {} {} {} {}", id, relation, application, unit));
  }
  void revoke(const std::string& id, const std::string& application, const std::string& unit) override {
    done.push_back(fmt::format("revoke {} {} {}", id, application, unit));
  }
  void remove(const std::string& id, std::optional<std::int64_t> revision) override {
    done.push_back(fmt::format("remove {} {}", id, revision.value_or(0)));
  }

private:
  static std::string text_of(const hook_tools::SecretMetadata& metadata) {
    std::string text;
    if (metadata.label) text += " label=" + *metadata.label;
    if (metadata.description) text += " description=" + *metadata.description;
    if (metadata.rotate) text += " rotate=" + std::string(name_of(*metadata.rotate));
    if (metadata.expire_ms) text += " expire=" + std::to_string(*metadata.expire_ms);
    return text;
  }
};

} // namespace periapt::test
