#!/bin/bash
# A relation over an offer of another model: the same hooks, under the names that each side knows.
source "$(dirname "$0")/lib.sh"

model add-model provider
model add-charm "$test_charms/source" --config token=first
model add-model consumer
model add-charm "$test_charms/sink"
expect_failure 2 'endpoints must conform to format' model offer provider.source
expect_failure 1 'application "nobody" not found' model offer provider.nobody:token
expect_failure 1 'endpoint "nothing" not found' model offer provider.source:nothing
expect_failure 1 'application offer "admin/provider.tokens" not found' model consume provider.tokens
expect_failure 1 'no matching application offers found' model find-offers
[[ $(model offer provider.source:token tokens 2>&1) == 'Application "source" endpoints [token] available at "admin/provider.tokens"' ]]
[[ $(model find-offers --format json | jq --raw-output 'keys[0]') == local:admin/provider.tokens ]]
[[ $(model show-offer provider.tokens --format json | jq --raw-output '.[].endpoints.token.role') == provider ]]

expect_failure 1 'controller other not found' model consume other:admin/provider.tokens
expect_failure 2 "shouldn't include endpoint" model consume provider.tokens:token

[[ $(model consume provider.tokens faucet 2>&1) == "Added admin/provider.tokens as faucet" ]]
model consume provider.tokens faucet
expect_failure 1 'application already exists' model consume provider.tokens sink
[[ $(of_status '."application-endpoints".faucet.url') == local:admin/provider.tokens ]]
expect_failure 1 'application already exists' model add-charm "$test_charms/source" faucet

model relate sink:token faucet
wait_for 40 unit_says sink/0 active "faucet/0=first"
[[ $(of_status '.applications.sink.relations.token[0]."related-application"') == faucet ]]
[[ $(of_status '."application-endpoints".faucet.relations.token[0]') == sink ]]
expect_failure 1 'already exists' model relate sink:token faucet
[[ $(model exec --unit sink/0 --format json "relation-model-get -r \$(relation-ids token)" | jq --raw-output '."sink/0".results.stdout') == \
   "uuid: $(model show-model provider --format json | jq --raw-output '.provider."model-uuid"')" ]]
model config -m provider source token=second
wait_for 20 unit_says sink/0 active "faucet/0=second"
offered() { model status -m provider --format json | jq --compact-output '.offers.tokens | [."total-connected-count", ."active-connected-count"]'; }
both_joined() { [[ $(offered) == "[1,1]" ]]; }
wait_for 20 both_joined
[[ -z $(model status -m provider --format json | jq --raw-output '.applications.source.relations.token // empty') ]]
[[ $(model offers -m provider --format json | jq --raw-output '.tokens.connections[0].endpoint') == token ]]
[[ $(model show-unit sink/0 --format json | jq --raw-output '."sink/0"."relation-info"[] | select(.endpoint == "token") | "\(."cross-model") \(."related-units" | keys[0])"') == "true faucet/0" ]]
expect_failure 1 'still has 1 relations' model remove-offer provider.tokens

# A second unit there is another member here; a relation that is removed leaves nothing.
model add-unit -m provider source
joined() { hooks_of sink/0 | grep --quiet 'token-relation-joined faucet/1'; }
wait_for 40 joined
model remove-relation sink faucet
gone() { no_relation sink token && [[ $(offered) == "[null,null]" ]]; }
wait_for 20 gone
[[ $(hooks_of sink/0 | tail --lines=1) == "token-relation-broken faucet" ]]

# An offer's URL may be related at once; what is removed with force ends its relations.
model remove-saas faucet
model relate sink:token provider.tokens
wait_for 20 unit_says sink/0 active "tokens/"
model remove-offer provider.tokens --force -y
wait_for 30 unit_says sink/0 waiting "no token"
[[ $(of_status '."application-endpoints".tokens."application-status".current') == terminated ]]
model remove-saas tokens
[[ -z $(of_status '."application-endpoints"') ]]

# A model that others consume from can be destroyed, and they see it.
model offer provider.source:token
model relate sink:token provider.source
wait_for 20 unit_says sink/0 active "source/"
model destroy-model provider --no-prompt --force
wait_for 40 unit_says sink/0 waiting "no token"
model destroy-model consumer --no-prompt
