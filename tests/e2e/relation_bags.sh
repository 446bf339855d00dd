#!/bin/bash
# What both sides of a relation have published, and who wrote which key in which hook: keys and writers, no old values.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=first-word
model add-charm "$test_charms/sink"
model relate sink:token source:token
wait_for 40 unit_says sink/0 active 'source/0=first-word'
wait_for 20 units_idle source/0 sink/0
model config source token=second-word
wait_for 30 unit_says sink/0 active 'source/0=second-word'
# shellcheck disable=SC2016 # for the unit's shell
model exec --unit source/0 'relation-set -r $(relation-ids token) extra=1' >/dev/null

# Text and documents.
model relation show sink source >"$scratch/shown"
grep --extended-regexp --quiet '^Relation 1: sink:token source:token$' "$scratch/shown"
grep --extended-regexp --quiet '^  token +second-word +source/0 +config-changed$' "$scratch/shown"
written() { model relation show 1 --format json | jq --raw-output ".bags[\"source/0\"].data.$1 | \"\(.value) \(.writer) \(.hook)\""; }
[[ $(written token) == 'second-word source/0 config-changed' ]]
[[ $(written extra) == '1 source/0 action juju-exec' ]]

# The log has both writes of the token, and no word that was written.
model relation log sink:token source:token --format json >"$scratch/log.json"
[[ $(jq --raw-output '[.[] | select(.set == ["token"]) | .hook] | join(",")' "$scratch/log.json") == 'token-relation-created,config-changed' ]]
if grep word "$scratch/log.json"; then fail "the log holds values"; fi
model relation log 1 | grep --extended-regexp --quiet ' source/0 +source/0 +config-changed +token$'

# Wrong words.
expect_failure 1 'relation 99 not found' model relation show 99
expect_failure 1 'application "nobody" not found' model relation log sink nobody
expect_failure 2 'no relation specified' model relation show
expect_failure 2 'relation ID "sink" not valid' model relation show sink
expect_failure 2 '"bogus" is not a model relation command' model relation bogus
