// Secrets as the tools of one hook see them: what the controller says, with what this hook has done to them. What
// it does is one SecretWrite a secret, which grows with each call and travels with the hook's commit. Content only
// passes through: to the controller when it is given, from it when it is asked for. Rule: contract/hook-tools.md 7
// and 1.6; DESIGN section 9, 16 and 17. Threads: the agent's one thread.
#pragma once

#include "agent/controller_link.h"
#include "hook_tools/secrets_context.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace periapt::agent {

struct HookFacts;
class HookEffects;

class HookSecrets final : public hook_tools::SecretsContext {
public:
  /// What the hook's context does for it.
  struct Context {
    std::function<bool()> is_leader;
    std::function<void(const SecretWrites&)> buffer;
  };
  /// All are borrowed; `facts.writes` holds what has been buffered.
  HookSecrets(const HookFacts& facts, HookEffects& effects, ControllerLink& controller, Context context);
  ~HookSecrets() override;

  void prepare(const hook_tools::OwnedSecretsFetch& call, std::function<void()> ready);
  void prepare(const hook_tools::SecretContentFetch& call, std::function<void()> ready);
  void prepare(const hook_tools::SecretContentPost& call, std::function<void()> ready);

  std::string fresh_id() override;
  TimeMs now() const override;
  std::vector<SecretReport> owned() override;
  SecretContent content(const hook_tools::SecretContentFetch& fetch) override;
  void add(const std::string& id, bool for_application, const hook_tools::SecretMetadata& metadata) override;
  void change(const std::string& id, const hook_tools::SecretMetadata& metadata, bool has_content) override;
  void grant(const std::string& id, std::int64_t relation, const std::string& application,
             const std::string& unit) override;
  void revoke(const std::string& id, const std::string& application, const std::string& unit) override;
  void remove(const std::string& id, std::optional<std::int64_t> revision) override;

private:
  template <class T>
  ReplyHandler<T> receive(std::optional<Reply<T>>& slot, std::function<void()> ready);

  /// What this hook has done to it so far; nullptr: nothing.
  const SecretWrite* pending(const std::string& id) const;
  /// The one this hook has given that label to.
  const SecretWrite* pending_by_label(const std::string& label) const;
  /// What this hook has done to the secret that is asked for: by id, by a label of this hook, or by one it had before.
  const SecretWrite* pending_of(const hook_tools::SecretContentFetch& fetch) const;
  SecretWrite write_of(const std::string& id) const;
  void buffer(SecretWrite write);
  bool reads_pending(const hook_tools::SecretContentFetch& fetch, const SecretWrite* write) const;
  SecretReport report_of_new(const SecretWrite& write) const;
  void show_write(SecretReport& report, const SecretWrite& write) const;
  std::string scope_of(RelationId relation) const;

  const HookFacts& facts_;
  HookEffects& effects_;
  ControllerLink& controller_;
  Context context_;
  std::optional<Reply<wire::SecretList>> owned_;
  std::optional<Reply<wire::SecretData>> content_; // of the one reading that is under way
  std::optional<Reply<wire::Empty>> posted_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace periapt::agent
