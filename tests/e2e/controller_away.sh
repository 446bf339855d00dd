#!/bin/bash
# While the controller is away a hook that runs goes on, and what it published arrives once the controller is back.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=one
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=one"
wait_for 20 units_idle source/0 sink/0

config_changes() { hooks_of source/0 | grep --count --line-regexp config-changed; }
before=$(config_changes)
model config source token=two delay=3
begun() { (($(config_changes) == before + 1)); }
wait_for 20 begun
kill -KILL "$(running modeld)"
sleep 4 # the hook reads its option, publishes and ends, with nobody to tell
[[ -z $(running modeld) ]]

wait_for 30 unit_says sink/0 active "source/0=two"
wait_for 20 units_idle source/0
(($(config_changes) == before + 1)) || fail "it ran again: $(hooks_of source/0)"
