#!/bin/bash
# Units that come and go are joined and departed by everyone they are related to.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=t
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=t"

model add-unit source
wait_for 40 unit_says sink/0 active "source/0=t source/1=t"
model add-unit sink
wait_for 40 unit_says sink/1 active "source/0=t source/1=t"
wait_for 20 units_idle sink/0 sink/1
hooks_of sink/0 | grep --line-regexp 'group-relation-joined sink/1'

model remove-unit --no-prompt source/1
wait_for 20 unit_says sink/0 active "source/0=t"
alone() { [[ $(of_status '.applications.source.units | keys | join(" ")') == source/0 ]]; }
wait_for 20 alone
wait_for 20 unit_says sink/1 active "source/0=t"
[[ $(hooks_of sink/0 | tail --lines=1) == "token-relation-departed source/1" ]]

# A number is never given twice.
model add-unit source
wait_for 40 unit_says sink/0 active "source/0=t source/2=t"
