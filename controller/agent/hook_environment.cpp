#include "agent/hook_environment.h"

#include "core/preview_task.h"
#include "core/status_report.h"

#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace periapt::agent {
namespace {

using resolver::HookKind;

class Environment {
public:
  explicit Environment(const HookRun& run) : run_(run) {}

  void set(std::string_view name, std::string_view value) { variables_.push_back(fmt::format("{}={}", name, value)); }
  void set_from_model(std::string_view name, const std::string& setting) { set(name, model_setting(setting)); }

  /// Both cases, only when there is a value (section 2).
  void set_legacy_proxy(const std::string& setting) {
    const auto value = model_setting(setting);
    if (value.empty()) return;
    std::string name = setting;
    std::replace(name.begin(), name.end(), '-', '_');
    set(name, value);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'a' && c <= 'z' ? c - 32 : c; });
    set(name, value);
  }

  std::vector<std::string> take() { return std::move(variables_); }

private:
  std::string model_setting(const std::string& name) const {
    const auto found = run_.snapshot.model->settings.find(name);
    return found == run_.snapshot.model->settings.end() ? "" : found->second;
  }

  const HookRun& run_;
  std::vector<std::string> variables_;
};

void set_proxies(Environment& environment) {
  for (const auto* setting : {"http-proxy", "https-proxy", "ftp-proxy", "no-proxy"}) {
    environment.set_legacy_proxy(setting);
  }
  environment.set_from_model("JUJU_CHARM_HTTP_PROXY", "juju-http-proxy");
  environment.set_from_model("JUJU_CHARM_HTTPS_PROXY", "juju-https-proxy");
  environment.set_from_model("JUJU_CHARM_FTP_PROXY", "juju-ftp-proxy");
  environment.set_from_model("JUJU_CHARM_NO_PROXY", "juju-no-proxy");
}

void set_unit(Environment& environment, const HookRun& run, const HookPaths& paths) {
  const auto& snapshot = run.snapshot;
  environment.set("CHARM_DIR", paths.charm);
  environment.set("JUJU_CHARM_DIR", paths.charm);
  environment.set("JUJU_CONTEXT_ID", run.id);
  const bool is_hook = !run.task && !run.commands;
  environment.set("JUJU_HOOK_NAME", is_hook ? hook_name(run.hook) : "");
  if (is_hook) environment.set("JUJU_DISPATCH_PATH", "hooks/" + hook_name(run.hook));
  else if (run.task && !is_commands(*run.task) && !is_preview(*run.task)) environment.set("JUJU_DISPATCH_PATH", "actions/" + run.task->action);
  environment.set("JUJU_AGENT_SOCKET_ADDRESS", paths.socket);
  environment.set("JUJU_AGENT_SOCKET_NETWORK", "unix");
  environment.set("JUJU_UNIT_NAME", run.unit.str());
  environment.set("JUJU_MODEL_UUID", snapshot.model->uuid);
  environment.set("JUJU_MODEL_NAME", snapshot.model->name);
  environment.set_from_model("JUJU_API_ADDRESSES", "api-addresses"); // empty: it listens on a unix socket only
  environment.set("JUJU_SLA", "unsupported");
  environment.set("JUJU_MACHINE_ID", snapshot.machine->name);
  environment.set("JUJU_PRINCIPAL_UNIT", snapshot.unit->principal.value_or(""));
  environment.set("JUJU_AVAILABILITY_ZONE", "");
  environment.set("JUJU_VERSION", contract_version);
  environment.set("CLOUD_API_VERSION", "");
}

void set_relation(Environment& environment, const resolver::HookInfo& hook) {
  if (!is_relation_hook(hook.kind)) return;
  environment.set("JUJU_RELATION", hook.endpoint);
  environment.set("JUJU_RELATION_ID", fmt::format("{}:{}", hook.endpoint, hook.number));
  environment.set("JUJU_REMOTE_APP", hook.remote_application);
  environment.set("JUJU_REMOTE_UNIT", hook.remote_unit);
  if (hook.kind == HookKind::relation_departed) environment.set("JUJU_DEPARTING_UNIT", hook.departing_unit);
}

void set_storage(Environment& environment, const HookRun& run) {
  if (!run.hook.storage) return;
  environment.set("JUJU_STORAGE_ID", run.hook.storage->id);
  const auto storage = run.snapshot.storage.find(run.hook.storage->id);
  const bool known = storage != run.snapshot.storage.end();
  environment.set("JUJU_STORAGE_LOCATION", known ? storage->second->location.value_or("") : "");
  environment.set("JUJU_STORAGE_KIND", known ? boost::describe::enum_to_string(storage->second->kind, "") : "");
}

void set_secret(Environment& environment, const resolver::HookInfo& hook) {
  if (!hook.secret) return;
  environment.set("JUJU_SECRET_ID", "secret:" + hook.secret->id);
  environment.set("JUJU_SECRET_LABEL", hook.secret->label);
  if (hook.secret->revision > 0) environment.set("JUJU_SECRET_REVISION", std::to_string(hook.secret->revision));
}

/// Commands are the reference's action of that name.
void set_task(Environment& environment, const TaskEntity& task) {
  environment.set("JUJU_ACTION_NAME", task.action);
  environment.set("JUJU_ACTION_UUID", std::to_string(task.number));
  environment.set("JUJU_ACTION_TAG", fmt::format("action-{}", task.number));
}

} // namespace

std::vector<std::string> hook_environment(const HookRun& run, const HookPaths& paths) {
  Environment environment(run);
  set_proxies(environment);
  set_unit(environment, run, paths);
  if (run.task) {
    set_task(environment, *run.task);
  } else {
    set_relation(environment, run.hook);
    set_storage(environment, run);
    set_secret(environment, run.hook);
  }
  environment.set("PATH", paths.tools + ":" + paths.path);
  environment.set("LANG", "C.UTF-8");
  environment.set("TERM", "screen");
  environment.set("DEBIAN_FRONTEND", "noninteractive");
  environment.set("APT_LISTCHANGES_FRONTEND", "none");
  return environment.take();
}

} // namespace periapt::agent
