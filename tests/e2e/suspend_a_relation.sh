#!/bin/bash
# A relation over an offer is suspended by the model that offers, and resumed: hooks of its end, then of its beginning.
source "$(dirname "$0")/lib.sh"

model add-model provider
model add-charm "$test_charms/source" --config token=first
model add-model consumer
model add-charm "$test_charms/sink"
model offer provider.source:token tokens
model consume provider.tokens faucet
model relate sink:token faucet
wait_for 40 unit_says sink/0 active "faucet/0=first"
number=$(model offers -m provider --format json | jq '.tokens.connections[0]."relation-id"')

expect_failure 2 'no relation ids specified' model suspend-relation -m provider
expect_failure 2 'relation ID "x" not valid' model suspend-relation -m provider x
expect_failure 1 'relation 77 not found' model suspend-relation -m provider "$number" 77
# It is for the model that offers to say.
own=$(of_status '.' | jq 'empty'; model relation show sink faucet --format json -m consumer | jq --raw-output '.. | .number? // empty' | head --lines=1)
[[ -z $own ]] || expect_failure 1 'does not run over an offer of this model' model suspend-relation -m consumer "$own"

status_of_connection() { model offers -m provider --format json | jq --raw-output '.tokens.connections[0].status | "\(.current) \(.message)"'; }
[[ $(status_of_connection) == "joined null" ]]
model suspend-relation -m provider "$number" --message "unpaid bill"
wait_for 30 unit_says sink/0 waiting "no token"
suspended() { [[ $(status_of_connection) == "suspended unpaid bill" ]]; }
wait_for 20 suspended
[[ $(hooks_of sink/0 | tail --lines=2) == "token-relation-departed faucet/0"$'\n'"token-relation-broken faucet" ]]
[[ $(model status -m consumer --relations | grep --count 'suspended') == 1 ]]

# Nothing is told of it while it is suspended; new units do not enter either.
model config -m provider source token=second
model add-unit sink
wait_for 60 unit_says sink/1 waiting "no token"
before=$(hooks_of sink/0 | wc --lines)
model suspend-relation -m provider "$number" --message "still unpaid"
[[ $(status_of_connection) == "suspended still unpaid" ]]
model wait >/dev/null
[[ $(hooks_of sink/0 | wc --lines) == "$before" ]]

model resume-relation -m provider "$number"
wait_for 30 unit_says sink/0 active "faucet/0=second"
wait_for 30 unit_says sink/1 active "faucet/0=second"
joined() { [[ $(status_of_connection) == "joined null" ]]; }
wait_for 20 joined
[[ $(hooks_of sink/0 | tail --lines=+$((before + 1)) | grep --count 'token-relation-created\|token-relation-joined faucet/0') == 2 ]]
model resume-relation -m provider "$number"

# Removed while it is suspended: nothing more runs.
model suspend-relation -m provider "$number"
wait_for 30 unit_says sink/0 waiting "no token"
wait_for 30 unit_says sink/1 waiting "no token"
before=$(hooks_of sink/0 | wc --lines)
model remove-relation sink faucet
wait_for 20 no_relation sink token
model wait >/dev/null
[[ $(hooks_of sink/0 | wc --lines) == "$before" ]]
