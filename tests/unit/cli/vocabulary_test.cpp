// Every command of the contract with its other names and its options. Rule: contract/cli.md 4.
#include "cli/command_table.h"
#include "cli/program.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace periapt::cli;

namespace {

/// A command a line: its name, =its aliases, its options.
constexpr const char* vocabulary = R"(
actions =list-actions --model -m --schema --format --output -o
add-cloud --controller -c --client --credential -f --file --force --target-controller
add-credential --controller -c --client -f --file --region
add-machine --model -m --base --constraints --disks -n --private-key --public-key --series
add-model --controller -c --config --credential --no-switch --owner --target-controller
add-secret --model -m --file --info
add-space --model -m
add-ssh-key --model -m
add-storage --model -m
add-unit --model -m --attach-storage -n --num-units --to
add-user --controller -c
application-storage --model -m --color --file --no-color --format --output -o
attach-resource --model -m
attach-storage --model -m
bind --model -m --force
bootstrap --add-model --agent-version --auto-upgrade --bootstrap-base --bootstrap-constraints --bootstrap-image --bootstrap-series --build-agent --clouds --config --constraints --controller-charm-channel --controller-charm-path --credential --db-snap-asserts --db-snap --force --keep-broken --metadata-source --model-default --no-switch --regions --storage-pool --to
cancel-task --model -m --format --output -o
change-user-password --controller -c --no-prompt --reset
charm-resources =list-charm-resources --model -m --channel --format --output -o
clouds =list-clouds --controller -c --all --client --format --output -o
config --model -m --color --file --no-color --reset --format --output -o
constraints --model -m --format --output -o
consume --model -m
controller-config --controller -c --color --file --ignore-read-only-fields --no-color --format --output -o
controllers =list-controllers --managed --refresh --format --output -o
create-backup --model -m --filename --no-download
create-storage-pool --model -m
credentials =list-credentials --controller -c --client --show-secrets --format --output -o
dashboard --model -m --browser --hide-credential --port
debug-code --model -m --at --container --no-host-key-checks --proxy --pty --remote
debug-hooks =debug-hook --model -m --container --no-host-key-checks --proxy --pty --remote
debug-log --model -m --color --date --exclude-label --exclude-module -i --include --include-label --include-module -l --level --limit --location --ms -n --lines --no-tail --replay --retry-delay --retry --tail --utc -x --exclude
default-credential =set-default-credentials --reset
default-region =set-default-region --reset
deploy --model -m --attach-storage --base --bind --channel --config --constraints --device --dry-run --force --map-machines -n --num-units --overlay --resource --revision --series --storage --to --trust
destroy-controller --destroy-all-models --destroy-storage --force --model-timeout --no-prompt --no-wait --release-storage
destroy-model --destroy-storage --force --no-prompt --no-wait --release-storage -t --timeout
detach-storage --model -m --force
diff-bundle --model -m --annotations --arch --base --channel --map-machines --overlay --series
disable-command --model -m
disable-user --controller -c
disabled-commands =list-disabled-commands --model -m --all --format --output -o
download --arch --base --channel --charmhub-url --filepath --no-progress --resources --revision --series
download-backup --model -m --filename
enable-command --model -m
enable-destroy-controller --controller -c
enable-user --controller -c
exec --model -m -a --app --application --all --background --color --execution-group --machine --no-color --operator --parallel -u --unit --utc --wait --format --output -o
export-bundle --model -m --filename --include-charm-defaults --include-series
expose --model -m --endpoints --to-cidrs --to-spaces
find --category --channel --charmhub-url --columns --publisher --type --format --output -o
find-offers --model -m --interface --offer --url --format --output -o
grant --controller -c
grant-cloud --controller -c
grant-secret --model -m
help
help-action-commands
help-hook-commands
info --arch --base --channel --charmhub-url --config --revision --series --track --unicode --format --output -o
integrate =relate --model -m --via
kill-controller --no-prompt -t --timeout
login --controller -c --no-prompt --trust -u --user
logout --controller -c --force
machines =list-machines --model -m --color --utc --format --output -o
model-config --model -m --color --file --ignore-read-only-fields --no-color --reset --format --output -o
model-constraints --model -m --format --output -o
model-defaults =model-default --controller -c --cloud --color --file --ignore-read-only-fields --no-color --region --reset --format --output -o
models =list-models --controller -c --all --exact-time --user --uuid --format --output -o
move-to-space --model -m --force --format --output -o
offer --controller -c
offers =list-offers --model -m --active-only --allowed-consumer --application --connected-user --interface --format --output -o
operations =list-operations --model -m --actions --apps --applications --limit --machines --offset --status --units --utc --format --output -o
refresh --model -m --base --bind --channel --config --force-base --force-series --force-units --force --path --resource --revision --storage --switch --trust
regions =list-regions --controller -c --client --format --output -o
register --replace
reload-spaces --model -m
remove-application --model -m --destroy-storage --dry-run --force --no-prompt --no-wait
remove-cloud --controller -c --client --target-controller
remove-credential --controller -c --client --force
remove-machine --model -m --dry-run --force --keep-instance --no-prompt --no-wait
remove-offer --controller -c --force -y --yes
remove-relation --model -m --force
remove-saas --model -m --force --no-wait
remove-secret --model -m --revision
remove-space --model -m --force -y --yes
remove-ssh-key --model -m
remove-storage --model -m --force --no-destroy
remove-storage-pool --model -m
remove-unit --model -m --destroy-storage --dry-run --force --no-prompt --no-wait --num-units
remove-user --controller -c -y --yes
rename-space --model -m --rename
resolved =resolve --model -m --all --no-retry
resources =list-resources --model -m --details --format --output -o
resume-relation --model -m
retry-provisioning --model -m --all
revoke --controller -c
revoke-cloud --controller -c
revoke-secret --model -m
run --model -m --background --color --no-color --params --string-args --utc --wait --format --output -o
scp --model -m --container --no-host-key-checks --proxy --remote
secret-backends =list-secret-backends --controller -c --reveal --format --output -o
secrets =list-secrets --model -m --owner --format --output -o
set-application-base --model -m
set-constraints --model -m
set-model-constraints --model -m
show-action --model -m
show-application --model -m --format --output -o
show-cloud --controller -c --client --include-config --format --output -o
show-controller --show-password --format --output -o
show-credential =show-credentials --controller -c --client --show-secrets --format --output -o
show-machine --model -m --color --utc --format --output -o
show-model --format --output -o
show-offer --model -m --format --output -o
show-operation --model -m --utc --wait --watch --format --output -o
show-secret --model -m -r --revision --reveal --revisions --format --output -o
show-secret-backend --controller -c --reveal --format --output -o
show-space --model -m --format --output -o
show-status-log --model -m --days --from-date -n --type --utc --format --output -o
show-storage --model -m --format --output -o
show-task --model -m --utc --wait --watch --format --output -o
show-unit --model -m --app --endpoint --related-unit --format --output -o
show-user --controller -c --exact-time --format --output -o
spaces =list-spaces --model -m --short --format --output -o
ssh --model -m --container --no-host-key-checks --proxy --pty --remote
ssh-keys =list-ssh-keys --model -m --full
status --model -m --color --integrations --no-color --relations --retry-count --retry-delay --storage --utc --watch --format --output -o
storage =list-storage --model -m --filesystem --volume --format --output -o
storage-pools =list-storage-pools --model -m --name --provider --format --output -o
subnets =list-subnets --model -m --space --zone --format --output -o
suspend-relation --model -m --message
switch
trust --model -m --remove --scope
unexpose --model -m --endpoints
unregister --no-prompt
update-cloud --controller -c --client -f --file
update-credential =update-credentials --controller -c --client -f --file --force --region
update-secret --model -m --auto-prune --file --info --name
update-storage-pool --model -m
upgrade-controller --controller -c --agent-stream --agent-version --build-agent --dry-run --ignore-agent-versions --reset-previous-upgrade --timeout -y --yes
upgrade-model --model -m --agent-stream --agent-version --dry-run --ignore-agent-versions --reset-previous-upgrade --timeout -y --yes
users =list-users --controller -c --all --exact-time --format --output -o
version --all --format --output -o
wait-for
whoami --format --output -o
)";

struct ExpectedCommand {
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> options; // --long, -s
};

std::vector<ExpectedCommand> expected_commands() {
  std::vector<ExpectedCommand> commands;
  std::istringstream lines(vocabulary);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    ExpectedCommand command;
    if (!(words >> command.name)) continue;
    for (std::string word; words >> word;)
      if (word.starts_with('=')) command.aliases.push_back(word.substr(1));
      else command.options.push_back(word);
    commands.push_back(std::move(command));
  }
  return commands;
}

std::pair<int, std::string> answer_to(const std::vector<std::string>& words) {
  std::istringstream in;
  std::ostringstream out, err;
  Console console(in, out, err);
  const int status = run_program({.program = "juju", .environment = {}, .data_folder = "/nowhere", .working_directory = "/"}, console, words);
  return {status, err.str()};
}

} // namespace

TEST_CASE("every command of the contract is there under each of its names", "[cli]") {
  for (const auto& expected : expected_commands()) {
    CAPTURE(expected.name);
    const auto* command = find_command(expected.name);
    REQUIRE(command);
    for (const auto& alias : expected.aliases) {
      CAPTURE(alias);
      CHECK(find_command(alias) == command);
    }
  }
}

TEST_CASE("every option of the contract is accepted", "[cli]") {
  for (const auto& expected : expected_commands()) {
    CAPTURE(expected.name);
    const auto* command = find_command(expected.name);
    REQUIRE(command);
    OptionSet options;
    declare_global(options);
    command->declare(options);
    for (const auto& option : expected.options) {
      CAPTURE(option);
      CHECK(options.find(option));
    }
  }
}

TEST_CASE("what is not for us says so, whatever its options", "[cli]") {
  const std::string name = GENERATE(values<std::string>({
      "add-k8s",
      "add-secret-backend",
      "agree",
      "agreements",
      "autoload-credentials",
      "documentation",
      "enable-ha",
      "firewall-rules",
      "import-filesystem",
      "import-ssh-key",
      "list-agreements",
      "list-firewall-rules",
      "list-payloads",
      "migrate",
      "payloads",
      "remove-k8s",
      "remove-secret-backend",
      "scale-application",
      "set-credential",
      "set-firewall-rule",
      "sync-agent-binary",
      "update-k8s",
      "update-public-clouds",
      "update-secret-backend",
      "upgrade-machine",
  }));
  const auto [status, text] = answer_to({name, "--any", "word"});
  CHECK(status == 1);
  CHECK(text == "ERROR \"" + name + "\" is not supported here\n");
}

TEST_CASE("names that Juju has given up are unknown", "[cli]") {
  const std::string name = GENERATE(values<std::string>({
      "add-relation", "upgrade-charm", "run-action", "show-action-output", "show-action-status", "attach", "set-series",
      "upgrade-series", "sla", "budget", "add-branch", "dump-model"}));
  const auto [status, text] = answer_to({name, "x"});
  CHECK(status == 2);
  CHECK_THAT(text, Catch::StartsWith("ERROR juju: \"" + name + "\" is not a juju command. See \"juju --help\"."));
}
