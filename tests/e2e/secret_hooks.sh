#!/bin/bash
# A secret's hooks: who reads it is told of a new revision, its owner when a revision is obsolete or has expired; and
# each is told once, also when agents are killed.
source "$(dirname "$0")/lib.sh"

digits() { { cat "$scratch/$1" && echo; } | sha256sum | cut --characters=-12; }
of_secret() { hooks_of "$1" | grep --count "^$2 " || true; } # of_secret UNIT HOOK: how often it ran

echo -n first-password >"$scratch/first"
echo -n second-password >"$scratch/second"
model add-charm "$test_charms/keeper" --config password-file="$scratch/first"
model add-charm "$test_charms/taker"
model relate taker keeper
wait_for 60 unit_says taker/0 active "login $(digits first)"
wait_for 30 units_idle keeper/0 taker/0
[[ $(of_secret taker/0 secret-changed) == 0 ]] || fail "told of a first revision: $(hooks_of taker/0)"

# A new revision: the reader takes it up, and so the first is read by nobody.
model config keeper password-file="$scratch/second"
wait_for 30 unit_says taker/0 active "login $(digits second)"
id=$(model secrets --format json | jq --raw-output 'keys[0]')
one_revision() { [[ $(model show-secret "$id" --revisions --format json | jq ".[\"$id\"].revisions | length") == 1 ]]; }
wait_for 30 one_revision
hooks_of keeper/0 | grep --quiet --line-regexp "secret-remove secret:$id login 1" || fail "$(hooks_of keeper/0)"
hooks_of taker/0 | grep --quiet --line-regexp "secret-changed secret:$id login" || fail "$(hooks_of taker/0)"

for pid in $(running model-agent run); do kill -KILL "$pid"; done
wait_for 30 units_idle keeper/0 taker/0
[[ $(of_secret taker/0 secret-changed) == 1 && $(of_secret keeper/0 secret-remove) == 1 ]] ||
  fail "told again: $(hooks_of keeper/0; hooks_of taker/0)"

# A revision that has expired is told to its owner.
model config keeper flags="--expire 1s"
expired() { (($(of_secret keeper/0 secret-expired) > 0)); }
wait_for 30 expired
