#!/bin/bash
# charm.yaml binds events to programs: they run instead of hooks, and what came of them is kept and shown.
source "$(dirname "$0")/lib.sh"
mkdir "$scratch/made"

# what is wrong in charm.yaml is refused, with its place
cp --recursive "$test_charms/wrapper" "$scratch/wrapper"
refused() { # refused HANDLERS TEXT
  printf 'handlers:\n  install: %s\n' "$1" >"$scratch/wrapper/charm.yaml"
  expect_failure 1 "$2" model add-charm "$scratch/wrapper"
}
refused '{pupet: a}' 'handlers.install.pupet: unknown tool "pupet": expected one of "ansible", "bash", "cfengine", "chef", "puppet" (line 2'
refused '{bash: ../a.sh}' 'invalid program "../a.sh": expected the path of a script in the charm (line 2'
refused '{bash: a.sh, puppet: a}' 'one event has one program (line 2'
refused '{secrets: [a]}' 'names no tool'
refused 'a.sh' 'expected map, got string("a.sh") (line 2'

model add-charm "$test_charms/wrapper" --config folder="$scratch/made"
model add-charm "$test_charms/source" --config token=first
model relate wrapper source
wait_for 60 units_idle wrapper/0 source/0
outcome() { # outcome EVENT JQ-PATH
  model promises wrapper --format json | jq --raw-output ".handlers[\"wrapper/0\"][\"$1\"]$2"
}

# the handler ran, not hooks/install; hooks without one run as ever
[[ $(outcome install .result) == converged ]]
[[ $(outcome install '.promises[0] | .id + " " + .outcome + " " + .reason') == "installed changed by a script" ]]
[[ $(model show-unit wrapper/0 --format json | jq '.["wrapper/0"].handlers.install.counts.changed') == 1 ]]
model promises | grep --quiet --extended-regexp '^wrapper/0 +install +bash +converged +1 +1 +0 +0 '
unit_says wrapper/0 active started
wait_for_log 'ran "install" hook \(via bash handler: scripts/install.sh\)'
wait_for_log 'handler "install" \(bash\): converged, 1 kept, 1 changed, 0 not kept, 0 skipped'

# converged, kept, repaired: an unchanged input tells a repair from a change
run() { model run wrapper/0 "$1" >/dev/null; outcome "$1-action" .result; }
[[ $(run bash) == converged && $(cat "$scratch/made/bash") == first ]]
[[ $(run bash) == kept ]]
echo by hand >"$scratch/made/bash"
[[ $(run bash) == repaired && $(cat "$scratch/made/bash") == first ]]
model config source token=second
# shellcheck disable=SC2016 # what is in single quotes is for the other shell
second() { [[ $(model exec --unit wrapper/0 'relation-get -r $(relation-ids token) token source/0') == second ]]; }
wait_for 20 second
[[ $(run bash) == converged && $(cat "$scratch/made/bash") == second ]]

# a preview asks and changes nothing; a script cannot be asked unless it says so
expect_failure 1 'cannot preview "stop": the charm has no handler for it' model preview wrapper/0 stop
[[ $(model preview wrapper/0 install) == "- scripts/install.sh (not predictable)"* ]]
before=$(outcome config-changed .since)
model preview wrapper/0 >"$scratch/preview"
grep --quiet '^~ relation-set -r friends:' "$scratch/preview"
grep --quiet '^~ publishing' "$scratch/preview"
[[ $(outcome config-changed .since) == "$before" ]]

# both ways of publishing; a failure publishes nothing, has a reason, and is over once resolved
published() { model exec --unit wrapper/0 "relation-get -r \$(relation-ids friends) $1 wrapper/0"; }
model config wrapper folder="$scratch/made/." # any change
declared() { [[ $(published declared) == "was false, is false" ]]; }
wait_for 20 declared
[[ $(published imperative) == fails=false ]]
[[ $(model show-unit wrapper/0 --format json | jq --compact-output '.["wrapper/0"] | [."opened-ports", ."workload-version"]') == '[["8080/tcp"],"1.2"]' ]]
model config wrapper fails=true
failed() { [[ $(of_status '.applications.wrapper.units["wrapper/0"]["workload-status"].message') == 'hook failed: "config-changed": config: told to fail'* ]]; }
wait_for 20 failed
[[ $(outcome config-changed '| .result + ": " + .reason') == "failed: config: told to fail" ]]
[[ $(published imperative) == fails=false && $(published declared) == "was false, is false" ]]
model config wrapper fails=false
model resolved wrapper/0 2>/dev/null || true # a retry may come first
wait_for 40 units_idle wrapper/0

# a program, a file or a tool that is missing is found before anything runs
says() { # says ACTION TEXT
  model run wrapper/0 "$1" >/dev/null 2>"$scratch/said" && fail "$1 did not fail"
  [[ $(outcome "$1-action" .reason) == *"$2"* ]] || fail "$1 said: $(outcome "$1-action" .reason)"
}
if ! command -v puppet >/dev/null; then
  says broken 'handler for broken-action needs puppet, which is not installed (package puppet-agent)'
else
  says broken 'handler for broken-action runs manifests/absent.pp, which is not in the charm'
fi
if ! command -v chef-solo >/dev/null && ! command -v cinc-solo >/dev/null && [[ ! -e /opt/cinc/bin && ! -e /opt/chef/bin ]]; then
  says chef 'handler for chef-action needs chef, which is not installed'
fi

# cancelled, it ends with all that it has started, in whatever session
task=$(model run wrapper/0 hang --background 2>&1 | sed --quiet 's/.*task \([0-9]*\).*/\1/p' | head --lines=1)
hangs() { [[ -e $scratch/made/hangs && -n $(running sleep 6544) ]]; }
wait_for 20 hangs
run_folder=$(tr '\0' '\n' <"/proc/$(running sleep 6544 | head --lines=1)/environ" | sed --quiet 's/^PERIAPT_RUN=//p')
model cancel-task "$task" >/dev/null
gone() { [[ -z $(running sleep 6543)$(running sleep 6544)$(running sleep 6545) ]]; }
wait_for 20 gone
[[ -n $run_folder && ! -e $run_folder ]] || fail "it left its folder: \"$run_folder\""
