#!/bin/bash
# What one side publishes arrives at the other, in the order of hooks the contract gives; removing the relation takes it away.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=first
model add-charm "$test_charms/sink"
expect_failure 1 'ambiguous relation' model relate sink source
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=first"

model config source token=second
wait_for 20 unit_says sink/0 active "source/0=second"
wait_for 10 units_idle sink/0 source/0
[[ $(hooks_of sink/0 | grep token- | uniq) == "token-relation-created source
token-relation-joined source/0
token-relation-changed source/0" ]] || fail "hooks: $(hooks_of sink/0)"
expect_failure 1 'already exists' model relate sink:token source

model remove-relation sink:token source
wait_for 20 unit_says sink/0 waiting "no token"
wait_for 20 no_relation sink token
[[ $(hooks_of sink/0 | tail --lines=2) == "token-relation-departed source/0
token-relation-broken source" ]] || fail "hooks: $(hooks_of sink/0)"
