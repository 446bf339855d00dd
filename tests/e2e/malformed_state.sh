#!/bin/bash
# A machine whose database is malformed goes on from what the controller knows, and says what happened.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=first
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=first"
model exec --unit source/0 -- state-set kept=yes
model wait >/dev/null
state=$(find "$MODEL_DATA" -path '*-0/state.db')
before=$(hooks_of source/0)

# --- while its agent is away: every page that SQLite looks into ------------------------------------
first=$(running model-agent "run --dir ${state%/state.db}")
kill -STOP "$first"
rm --force "$state-wal"
dd if=/dev/urandom of="$state" bs=4096 count=20 conv=notrunc status=none
kill -KILL "$first"
wait_for_log 'agent cannot use the database .*: it is set aside as ".*state.db.malformed"'
[[ -e $state.malformed ]]

wait_for 40 units_idle source/0
model config source token=second
wait_for 40 unit_says sink/0 active "source/0=second"
[[ $(model exec --unit source/0 -- state-get kept) == yes ]]
[[ $(hooks_of source/0) == "$before"* && $(hooks_of source/0) != *install*install* ]] || fail "hooks: $(hooks_of source/0)"
[[ $(log_lines 'unit-source-0: .* ran "install" hook' | wc --lines) == 1 ]] || fail "the log was told twice"
