#!/bin/bash
# An agent that is killed is started again by its supervisor, and runs no hook a second time.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=one
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=one"
wait_for 20 units_idle source/0 sink/0

before=$(hooks_of sink/0)
[[ $(running model-agent run | wc --lines) == 2 ]]
# shellcheck disable=SC2046 # a list of pids
kill -KILL $(running model-agent run)
model config source token=two
wait_for 30 unit_says sink/0 active "source/0=two"
wait_for 20 units_idle source/0 sink/0
[[ $(hooks_of sink/0) == "$before
token-relation-changed source/0" ]] || fail "hooks: $(hooks_of sink/0)"
