#!/bin/bash
# A charm with a hook of a named event's name is told of it once per turn, by the unit itself, also through kills; who
# breaks a promise is told at once, and fails if the model says so; versions that do not fit are not related.
source "$(dirname "$0")/lib.sh"

# The test charms, with a contract between them.
contract=schemas/interfaces/token/v1.yaml
for charm in source sink; do
  cp --recursive "$test_charms/$charm" "$scratch/$charm"
  mkdir --parents "$scratch/$charm/${contract%/*}"
  cat >"$scratch/$charm/$contract" <<'END'
interface: token
version: 1
summary: A word that is passed on.
provider:
  unit:
    properties: {token: {type: string, maxLength: 8}}
    required: [token]
events:
  open: {publisher: provider, when: {properties: {token: {enum: [open]}}, required: [token]}}
  shut: {publisher: provider, when: {properties: {token: {enum: [shut]}}, required: [token]}}
END
done
for event in open shut; do ln --symbolic every-hook "$scratch/sink/hooks/token-$event"; done

# Versions that do not fit are refused before any hook; what is no contract, when the charm is added.
cp --recursive "$scratch/source" "$scratch/other"
sed --in-place 's/^version: 1/version: 2/' "$scratch/other/$contract"
expect_failure 1 'its place is schemas/interfaces/token/v2.yaml' model add-charm "$scratch/other"
mv "$scratch/other/$contract" "$scratch/other/${contract%/*}/v2.yaml"
echo 'contracts: {token: 2}' >"$scratch/other/charm.yaml"
echo 'contracts: {token: [1]}' >"$scratch/sink/charm.yaml"
model add-charm "$scratch/sink"
model add-charm "$scratch/other" other
expect_failure 1 'interface "token": sink:token speaks version 1, other:token speaks version 2' model relate sink:token other:token

model add-charm "$scratch/source" --config token=shut
model relate sink:token source:token
events_of() { hooks_of sink/0 | grep --extended-regexp '^token-(open|shut) ' | paste --serial --delimiters=,; }
told() { [[ $(events_of) == "$1" ]]; }
wait_for 40 told 'token-shut source/0'
before=$(hooks_of sink/0 | grep --before-context=1 '^token-shut' | head --lines=1)
[[ $before == 'token-relation-changed source/0' ]] || fail "it followed: $before"

# Once per turn.
model config source token=open
wait_for 30 told 'token-shut source/0,token-open source/0'
model config source token=else
wait_for 30 unit_says sink/0 active 'source/0=else'
model config source token=open
wait_for 30 told 'token-shut source/0,token-open source/0,token-open source/0'

# The unit acts on what it knows while the controller is down, and says so afterwards; a new agent tells nothing twice.
model config source delay=1
wait_for 30 units_idle source/0 sink/0
# shellcheck disable=SC2046 # pids
kill_hard $(running model-agent run) $(running modeld)
model config source delay=0 token=shut
wait_for 40 told 'token-shut source/0,token-open source/0,token-open source/0,token-shut source/0'
wait_for 30 units_idle source/0 sink/0

# What people see.
[[ $(model events sink --format json | jq --raw-output '.[] | select(.holds) | "\(.event) \(.publisher) \(.handled)"') == 'token-shut source/0 true' ]]
model interfaces | grep --extended-regexp --quiet '^token +1 +local:sink-0 '
promise() { model promises source --format json | jq --raw-output '.relations[] | select(.promiser == "source/0") | "\(.state) \(.reason)"'; }
[[ $(promise) == 'kept null' ]]

# A broken promise is told in the unit's log and in `promises`; never with the value.
model config source token=far-too-long
broken() { [[ $(promise) == 'broken "token" string length must be lower or equal to 8' ]]; }
wait_for 30 broken
wait_for_log 'WARNING.*relation token:[0-9]* breaks what interface "token" version 1 promises: "token"'
if log_lines 'promises.*far-too-long'; then fail "the log holds the value"; fi

# With the model's word for it the hook fails instead, and nothing of it is seen.
expect_failure 1 'expected warn or refuse' model model-config contract-policy=maybe
model config source token=short
wait_for 30 unit_says sink/0 active 'source/0=short'
model model-config contract-policy=refuse
model config source token=too-long-again
wait_for 30 unit_says source/0 error 'hook failed: "config-changed"'
unit_says sink/0 active 'source/0=short' || fail "a refused write was seen: $(model status)"
model config source token=fine
model resolved source/0
wait_for 30 unit_says sink/0 active 'source/0=fine'
