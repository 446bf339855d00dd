#!/bin/bash
# A machine that has units is removed by force only: they end as if they were removed, and it goes with the last. Hooks
# that do not end are not waited for.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --num-units 2
model add-charm "$test_charms/sink"
model add-charm "$test_charms/helper"
model relate sink:token source
model relate helper:host source
wait_for 60 units_idle source/0 source/1 sink/0
helper_of() { of_status ".applications.source.units[\"$1\"].subordinates | select(. != null) | keys[]"; }
helped() { [[ -n $(helper_of source/0) && -n $(helper_of source/1) ]]; }
wait_for 40 helped
machine_of() { of_status ".applications[\"${1%%/*}\"].units[\"$1\"].machine"; }
first=$(machine_of source/0) second=$(machine_of source/1)

expect_failure 2 'no machines specified' model remove-machine
expect_failure 2 'invalid machine id "x"' model remove-machine x
expect_failure 2 '--no-wait without --force' model remove-machine "$first" --no-wait
expect_failure 1 'ERROR removing machine failed: machine 77 not found' model remove-machine --no-prompt 77
expect_failure 1 "ERROR removing machine failed: machine $first has unit \"source/0\" assigned" \
  model remove-machine --no-prompt "$first"
expect_failure 1 'a local machine is not kept' model remove-machine --no-prompt --force --keep-instance "$first"

plan="will remove machine $first
- will remove unit source/0
- will remove unit $(helper_of source/0)"
[[ $(model remove-machine --dry-run "$first" 2>"$scratch/hint") == "$plan" ]] || fail "another plan"
grep --quiet "This will require \`--force\`" "$scratch/hint"
[[ $(machine_of source/0) == "$first" ]] # a dry run removes nothing

# Its units run their hooks: the other side sees source/0 depart.
[[ $(model remove-machine --no-prompt --force "$first") == "$plan" ]] || fail "another plan"
machine_gone() { [[ $(model status --format json | jq --arg id "$1" '.machines | has($id)') == false ]]; }
wait_for 60 machine_gone "$first"
hooks_of sink/0 | grep --quiet --line-regexp 'token-relation-departed source/0'
[[ -z $(of_status '.applications.source.units["source/0"]') ]]
[[ -n $(helper_of source/1) ]]

# A hook that does not end is not waited for: it goes all the same, within a minute.
model config source delay=600
busy() { [[ $(of_status '.applications.source.units["source/1"]["juju-status"].current') == executing ]]; }
wait_for 20 busy
model remove-machine --no-prompt --force --no-wait "$second"
wait_for 60 machine_gone "$second"
[[ -z $(of_status '.applications.source.units') ]]
[[ -n $(machine_of sink/0) ]]
