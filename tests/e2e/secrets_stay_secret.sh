#!/bin/bash
# What a charm keeps as a secret reaches who was given it, and is nowhere else: in no file of controller, agents or
# units, on no command line and in no environment, also while hooks run, fail and are killed with their agent.
source "$(dirname "$0")/lib.sh"

plant() { # plant NAME: a value in a file outside of what is searched; its digits are what the charm shows
  head --bytes=24 /dev/urandom | base64 --wrap=0 | tr -d '+/=\n' >"$scratch/$1"
}
digits() { { cat "$scratch/$1" && echo; } | sha256sum | cut --characters=-12; }

# leaks: files and processes that hold a planted value, plainly or as base64.
leaks() {
  local name
  for name in first second; do
    [[ -e $scratch/$name ]] || continue
    { cat "$scratch/$name" && echo && base64 --wrap=0 "$scratch/$name" | sed 's/=*$//' && echo; } >"$scratch/patterns"
    grep --recursive --files-with-matches --text --fixed-strings --file="$scratch/patterns" "$MODEL_DATA" || true
    local pid
    for pid in $(our_processes); do
      grep --files-with-matches --text --fixed-strings --file="$scratch/patterns" "/proc/$pid"/{cmdline,environ} 2>/dev/null || true
    done
  done
}

plant first
model add-charm "$test_charms/keeper" --config password-file="$scratch/first"
model add-charm "$test_charms/taker"
model relate taker keeper
wait_for 60 unit_says taker/0 active "login $(digits first)"
[[ -z $(leaks) ]] || fail "found in: $(leaks)"

id=$(model secrets --format json | jq --raw-output 'keys[0]')
[[ $(model show-secret "$id" --reveal --format json | jq --raw-output ".[\"$id\"].content.Data.password") == "$(<"$scratch/first")" ]] ||
  fail "the secret is not what was planted"
[[ $(model show-secret "$id" --format json | jq --raw-output ".[\"$id\"] | .owner + \" \" + .label") == "keeper login" ]] ||
  fail "$(model show-secret "$id")"
[[ $(model show-secret "$id" --format json | jq --raw-output ".[\"$id\"].access[0].scope") == "relation-taker.login#keeper.login" ]] ||
  fail "$(model show-secret "$id")"

# A hook that fails after it has handed a value over; its agent is killed as well.
plant second
model config keeper failing-hook=config-changed password-file="$scratch/second"
wait_for 30 unit_says keeper/0 error 'hook failed: "config-changed"'
[[ $(model show-secret "$id" --format json | jq ".[\"$id\"].revision") == 1 ]] || fail "a failed hook's content became a revision"
for pid in $(running model-agent run); do kill -KILL "$pid"; done
[[ -z $(leaks) ]] || fail "found in: $(leaks)"

model config keeper --reset failing-hook
model resolved keeper/0
second_revision() { [[ $(model show-secret "$id" --format json | jq ".[\"$id\"].revision") == 2 ]]; }
wait_for 30 second_revision
[[ -z $(leaks) ]] || fail "found in: $(leaks)"

# What holds bags or secrets is for its owner alone; a controller that starts again still has the key.
open=$(find "$MODEL_DATA" \( -name 'model.db*' -o -name 'state.db*' -o -name secrets.key \) -perm /077)
[[ -z $open ]] || fail "others may read: $open"
kill_hard "$(running modeld)"
[[ $(model show-secret "$id" --reveal --format json | jq --raw-output ".[\"$id\"].content.Data.password") == "$(<"$scratch/second")" ]] ||
  fail "the secret did not survive its controller"
