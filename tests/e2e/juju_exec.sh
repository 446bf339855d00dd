#!/bin/bash
# A charm's own cron jobs and services run commands in its unit's context.
# shellcheck disable=SC2016 # what is in single quotes is for the other shell
source "$(dirname "$0")/lib.sh"
ln --symbolic "$(command -v model-agent)" "$scratch/juju-exec"
PATH=$scratch:$PATH

model add-charm "$test_charms/source" --config token=cron
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active
wait_for 40 units_idle sink/0 source/0

# its folder, environment and tools; by name, by tag, by -u; several words are one command
[[ $(juju-exec source/0 'basename "$PWD"; config-get token; echo "$JUJU_UNIT_NAME-$JUJU_HOOK_NAME-${JUJU_ACTION_NAME-none}"') == \
  $'charm\ncron\nsource/0--none' ]]
[[ $(juju-exec unit-source-0 echo 'a  b') == "a  b" ]]
[[ $(juju-exec -u source/0 -- unit-get private-address) == 127.* ]]
[[ $(env --ignore-environment HOME="$HOME" MODEL_DATA="$MODEL_DATA" PATH=/usr/bin:/bin "$scratch/juju-exec" --no-context 'echo "${JUJU_UNIT_NAME-none}"') == none ]]

# by what a hook has started, which is not told where the controller's data is
model exec --unit source/0 'env --unset=JUJU_CONTEXT_ID setsid --fork juju-exec source/0 "state-set later=yes" </dev/null >/dev/null 2>&1'
later() { [[ $(juju-exec source/0 state-get later) == yes ]]; }
wait_for 20 later

# in a relation's context: the remote unit is the only one there is
number=$(juju-exec sink/0 relation-ids token | cut --delimiter=: --fields=2)
[[ $(juju-exec -r "$number" sink/0 'relation-get token; echo "$JUJU_REMOTE_UNIT"') == $'cron\nsource/0' ]]
[[ $(juju-exec --relation "token:$number" --remote-unit nobody/7 --force-remote-unit sink/0 'echo "$JUJU_REMOTE_UNIT"') == nobody/7 ]]

# what it changes is kept if it succeeds, and only then
juju-exec source/0 'status-set active "by cron"; state-set kept=yes'
wait_for 20 unit_says source/0 active "by cron"
expect_failure 7 'on its way' juju-exec source/0 'state-set kept=no; echo on its way >&2; exit 7'
[[ $(juju-exec source/0 state-get kept) == yes ]]

# also while the controller is away
kill -STOP "$(running modeld)"
[[ $(juju-exec source/0 config-get token) == cron ]]
kill -CONT "$(running modeld)"

# what is wrong is said
expect_failure 1 'unit "nobody/0" not found on this machine' juju-exec nobody/0 true
expect_failure 1 'unknown relation id: 99' juju-exec -r 99 sink/0 true
expect_failure 1 'unknown remote unit source/9; possibilities are' juju-exec -r "$number" --remote-unit source/9 sink/0 true
expect_failure 2 'provided without a relation' juju-exec --remote-unit source/0 sink/0 true
expect_failure 2 'invalid relation id' juju-exec -r db: sink/0 true
expect_failure 2 'missing commands' juju-exec sink/0
expect_failure 2 'missing unit-name' juju-exec
expect_failure 2 'is not a valid unit name' juju-exec 'hostname -f'
expect_failure 2 'cannot be called from within a hook, have context "c"' env JUJU_CONTEXT_ID=c juju-exec sink/0 true
expect_failure 2 'option provided but not defined: --colour' juju-exec --colour sink/0 true
[[ $(model exec --unit sink/0 'juju-exec sink/0 true 2>&1 || true') == *"cannot be called from within a hook"* ]]

# the commands end with the agent that has started them, and their caller is told
juju-exec source/0 "touch $scratch/began; sleep 600" 2>"$scratch/said" &
caller=$!
began() { [[ -e $scratch/began ]]; }
wait_for 20 began
for pid in $(running model-agent run); do kill -KILL "$pid"; done
! wait "$caller" || fail "a call that was killed ended well"
grep --quiet 'the agent ended before the commands did' "$scratch/said"
gone() { [[ -z $(running sleep 600) ]]; }
wait_for 20 gone
[[ $(juju-exec source/0 echo again) == again ]]
