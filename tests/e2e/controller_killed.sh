#!/bin/bash
# A controller that is killed comes back with the next command, and what units did meanwhile arrives.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=one
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=one"

controller=$(running modeld)
kill_hard "$controller"
model config source token=two # any command restarts a registered controller that is down
wait_for 30 unit_says sink/0 active "source/0=two"
wait_for 20 units_idle source/0 sink/0
[[ $(hooks_of sink/0 | grep --count token-relation-joined) == 1 ]] || fail "joined again: $(hooks_of sink/0)"
