#include "agent/hook_environment.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace periapt;
using namespace periapt::agent;
using periapt::resolver::HookKind;

namespace {

HookRun a_run(resolver::HookInfo hook) {
  UnitSnapshot snapshot;
  ModelEntity model{.uuid = "u-1", .name = "prod", .settings = {{"no-proxy", "localhost"}, {"http-proxy", ""}}};
  snapshot.model = std::make_shared<const ModelEntity>(model);
  snapshot.machine = std::make_shared<const MachineEntity>(MachineEntity{.name = "3"});
  snapshot.unit = std::make_shared<const UnitEntity>(UnitEntity{.name = "wiki/0"});
  return {"wiki/0-x-1", UnitName("wiki/0"), hook, snapshot};
}

const HookPaths paths{"/m/charm", "/m/tools", "/m/agent.socket", "/usr/bin:/bin"};

bool has(const std::vector<std::string>& environment, const std::string& variable) {
  return std::find(environment.begin(), environment.end(), variable) != environment.end();
}
bool names(const std::vector<std::string>& environment, const std::string& name) {
  return std::any_of(environment.begin(), environment.end(),
                     [&](const std::string& variable) { return variable.starts_with(name + "="); });
}

} // namespace

TEST_CASE("a hook's environment is exactly the contract's", "[agent]") {
  const auto environment = hook_environment(a_run({.kind = HookKind::config_changed}), paths);
  std::set<std::string> found;
  for (const auto& variable : environment) found.insert(variable.substr(0, variable.find('=')));
  CHECK(found == std::set<std::string>{
                     "CHARM_DIR", "JUJU_CHARM_DIR", "JUJU_CONTEXT_ID", "JUJU_HOOK_NAME", "JUJU_DISPATCH_PATH",
                     "JUJU_AGENT_SOCKET_ADDRESS", "JUJU_AGENT_SOCKET_NETWORK", "JUJU_UNIT_NAME", "JUJU_MODEL_UUID",
                     "JUJU_MODEL_NAME", "JUJU_API_ADDRESSES", "JUJU_SLA", "JUJU_MACHINE_ID", "JUJU_PRINCIPAL_UNIT",
                     "JUJU_AVAILABILITY_ZONE", "JUJU_VERSION", "CLOUD_API_VERSION", "JUJU_CHARM_HTTP_PROXY",
                     "JUJU_CHARM_HTTPS_PROXY", "JUJU_CHARM_FTP_PROXY", "JUJU_CHARM_NO_PROXY", "PATH", "LANG", "TERM",
                     "DEBIAN_FRONTEND", "APT_LISTCHANGES_FRONTEND", "no_proxy", "NO_PROXY"});
  CHECK(has(environment, "JUJU_HOOK_NAME=config-changed"));
  CHECK(has(environment, "JUJU_DISPATCH_PATH=hooks/config-changed"));
  CHECK(has(environment, "JUJU_PRINCIPAL_UNIT="));
  CHECK(has(environment, "PATH=/m/tools:/usr/bin:/bin"));
  CHECK(has(environment, "NO_PROXY=localhost"));
}

TEST_CASE("a hook is told the controller's addresses where it listens, else none", "[agent]") {
  auto run = a_run({.kind = HookKind::config_changed});
  CHECK(has(hook_environment(run, paths), "JUJU_API_ADDRESSES="));
  auto model = *run.snapshot.model;
  model.settings["api-addresses"] = "10.0.0.5:17070 127.0.0.1:17070";
  run.snapshot.model = std::make_shared<const ModelEntity>(model);
  CHECK(has(hook_environment(run, paths), "JUJU_API_ADDRESSES=10.0.0.5:17070 127.0.0.1:17070"));
}

TEST_CASE("a storage hook names its storage, and nobody else does", "[agent]") {
  const resolver::HookInfo hook{.kind = HookKind::storage_attached, .storage = resolver::StorageSubject{"data/3", 1}};
  const auto environment = hook_environment(a_run(hook), paths);
  CHECK(has(environment, "JUJU_STORAGE_ID=data/3"));
  CHECK(has(environment, "JUJU_HOOK_NAME=data-storage-attached"));
  CHECK(has(environment, "JUJU_DISPATCH_PATH=hooks/data-storage-attached"));
  CHECK_FALSE(names(environment, "JUJU_SECRET_ID"));
  CHECK_FALSE(names(environment, "JUJU_RELATION"));
  CHECK_FALSE(names(hook_environment(a_run({.kind = HookKind::start}), paths), "JUJU_STORAGE_ID"));
}

TEST_CASE("a secret hook has a label, empty or not, and a revision where it is about one", "[agent]") {
  resolver::HookInfo hook{.kind = HookKind::secret_changed, .secret = resolver::SecretSubject{.id = "9m4e2mr0ui3e8a215n4g"}};
  auto environment = hook_environment(a_run(hook), paths);
  CHECK(has(environment, "JUJU_SECRET_ID=secret:9m4e2mr0ui3e8a215n4g"));
  CHECK(has(environment, "JUJU_SECRET_LABEL="));
  CHECK_FALSE(names(environment, "JUJU_SECRET_REVISION"));

  hook.kind = HookKind::secret_expired;
  hook.secret->label = "admin";
  hook.secret->revision = 2;
  environment = hook_environment(a_run(hook), paths);
  CHECK(has(environment, "JUJU_HOOK_NAME=secret-expired"));
  CHECK(has(environment, "JUJU_SECRET_LABEL=admin"));
  CHECK(has(environment, "JUJU_SECRET_REVISION=2"));
}

TEST_CASE("relation variables are empty or absent as the contract's table says", "[agent]") {
  resolver::HookInfo hook{.kind = HookKind::relation_created, .number = 3, .endpoint = "db", .remote_application = "mysql"};
  auto environment = hook_environment(a_run(hook), paths);
  CHECK(has(environment, "JUJU_RELATION=db"));
  CHECK(has(environment, "JUJU_RELATION_ID=db:3"));
  CHECK(has(environment, "JUJU_REMOTE_APP=mysql"));
  CHECK(has(environment, "JUJU_REMOTE_UNIT="));
  CHECK_FALSE(names(environment, "JUJU_DEPARTING_UNIT"));

  hook.kind = HookKind::relation_departed;
  hook.remote_unit = "mysql/0";
  hook.departing_unit = "wiki/0";
  environment = hook_environment(a_run(hook), paths);
  CHECK(has(environment, "JUJU_REMOTE_UNIT=mysql/0"));
  CHECK(has(environment, "JUJU_DEPARTING_UNIT=wiki/0"));
  CHECK(has(environment, "JUJU_HOOK_NAME=db-relation-departed"));
}
