#!/bin/bash
# Commands on units, applications, leaders and machines.
# shellcheck disable=SC2016 # what is in single quotes is for the other shell
source "$(dirname "$0")/lib.sh"

# As from the login of an ordinary user, whose PATH has no sbin: hooks have it all the same.
PATH=$(dirname "$(command -v model)"):/usr/bin:/bin model add-charm "$test_charms/actor" -n 2
wait_for 40 unit_says actor/0 active
wait_for 40 unit_says actor/1 active

[[ $(model exec --unit actor/0 'echo "$PATH:"') == */tools/unit-actor-0:*:/bin:/usr/local/sbin:*:/usr/sbin:* ]]
[[ $(model exec --unit actor/0 'relation-ids troupe; basename "$PWD"') == $'troupe:0\ncharm' ]]
[[ $(model exec --application actor 'echo "$JUJU_UNIT_NAME"') == $'actor/0:\nactor/0\n\nactor/1:\nactor/1' ]]
[[ $(model exec --unit actor/leader -- is-leader --format json) == true ]]
[[ $(model exec -u actor/1 --format yaml 'echo out; echo err >&2' | grep --count 'stdout:\|stderr:\|return-code: 0') == 3 ]]
[[ $(model exec --machine 0 'echo "$((20 + 3))"') == 23 ]]
[[ $(model exec --all --format json 'echo "${JUJU_UNIT_NAME-none}"' | jq --raw-output '[.[].results.stdout] | add') == $'none\nnone' ]]
[[ $(model exec --unit actor/0 echo 'a  b' "c'd" '$HOME') == "a  b c'd \$HOME" ]]

expect_failure 1 'with return code 4' model exec --unit actor/0 --format json 'echo x; exit 4'
[[ $(jq --raw-output '.["actor/0"].status' "$scratch/out") == completed ]]
expect_failure 1 'with return code 5' model exec --machine 1 'exit 5'
expect_failure 0 '"machine-9" not found' model exec --machine 9 true
expect_failure 1 'application "nobody" not found' model exec --application nobody true
expect_failure 2 'You must specify a target' model exec true
expect_failure 2 '"actor/x" is not a valid unit name' model exec --unit actor/x true
expect_failure 2 'no commands specified' model exec --unit actor/0
expect_failure 1 'only k8s models support the --operator flag' model exec --operator --unit actor/0 true
expect_failure 1 'timed out waiting for results from: machine 0' model exec --machine 0 --wait 0.5s 'sleep 30'
model cancel-task "$(model operations --status running --format json | jq --raw-output '.[].tasks | keys[0]')"
nothing_runs() { [[ $(model operations --status running 2>&1) == "no matching operations" ]]; }
wait_for 20 nothing_runs
