#!/bin/bash
# A charm that tries what it may not, with its own machine's token and tools, gets nothing; each try is in the
# controller's log. On one host it runs with the same rights as everything else and could read the files: that is what
# a second user is for, who is refused sockets and files as well.
source "$(dirname "$0")/lib.sh"

echo -n "a value worth having" >"$scratch/password"
model add-charm "$test_charms/keeper" --config password-file="$scratch/password"
model add-charm "$test_charms/taker"
model add-charm "$test_charms/depot"
model relate taker keeper
model add-charm "$test_charms/intruder" -n 2
wait_for 60 unit_says taker/0 active
for unit in intruder/0 intruder/1; do wait_for 60 unit_says "$unit" active "nothing is safe"; done
wait_for 60 units_idle intruder/0 intruder/1 keeper/0 taker/0 depot/0

secret=$(model secrets --format json | jq --raw-output 'keys[0]')
storage=$(model storage --format json | jq --raw-output '.storage | keys[0]')
for unit in intruder/0 intruder/1; do
  model run "$unit" attack secret="$secret" storage="$storage" sockets="$MODEL_DATA" --wait 2m --format json >"$scratch/answer"
  jq --raw-output '.[].results.stdout' "$scratch/answer" >"$scratch/tries"
  ! grep '^got ' "$scratch/tries" || fail "$unit got something"
  (($(grep --count '^refused ' "$scratch/tries") > 100)) || fail "too few tries: $(cat "$scratch/answer")"
done

[[ $(model run intruder/0 end-secret secret="$secret" --format json | jq --raw-output '.[] | .status + ": " + .message') == \
  "failed: committing requested changes failed" ]]
[[ $(model show-secret "$secret" --format json | jq --raw-output '.[].owner') == keeper ]]

# What is not granted is answered as what does not exist.
answer_to() { sed --quiet "s|^refused $1: ||p" "$scratch/tries"; }
[[ $(answer_to "a secret by its id") == "ERROR secret \"$secret\" not found "* ]] || fail "$(answer_to "a secret by its id")"
[[ $(answer_to "a secret by a guess") == *'not found'* ]]
[[ $(answer_to "the state of unit 1" | jq --raw-output .message) == "$(answer_to "the state of unit 9" | jq --raw-output .message)" ]] ||
  fail "unit 1 is told from one that is not there"
[[ $(answer_to "another hook's tools") == *'wrong context ID'* ]]
[[ $(answer_to "the models") == *'permission denied'* ]]
[[ $(answer_to "the tools of unit-keeper-0") == *'wrong context ID'* ]]

# Nothing has changed, and the controller has noted who asked.
[[ $(model status --format json | jq --raw-output '.applications.keeper."application-status".current') == active ]]
[[ $(model show-unit keeper/0 --format json | jq '[.. | strings | select(. == "owned")] | length') == 0 ]]
controller_log=$(cat "$MODEL_DATA"/controllers/local/log/*)
(($(grep --count 'audit.*Refused' <<<"$controller_log") > 100)) || fail "not audited"
grep --quiet 'Refused /v1/models to process .* of user .*: permission denied' <<<"$controller_log"

# Another user of the host: neither files nor sockets.
if ((EUID != 0)); then
  echo "skipped: the part with a second user needs root"
  exit 0
fi
chmod 711 "$scratch" # it may enter, so what follows is refused by our own modes
as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
mapfile -t targets < <(find "$MODEL_DATA" -name machine.conf -o -name '*.sock*' -o -name '*.db*' -o -path '*/secrets*' -type f)
((${#targets[@]} > 10)) || fail "nothing to try"
for target in "${targets[@]}"; do
  ! as_nobody test -r "$target" || fail "another user may read $target"
  ! as_nobody test -w "$target" || fail "another user may write $target"
done
while read -r socket; do
  ! as_nobody curl --silent --unix-socket "$socket" --max-time 2 http://controller/v1 >/dev/null 2>&1 || fail "another user may talk to $socket"
done < <(find "$MODEL_DATA" "/tmp/periapt-$EUID" -name '*.sock*' 2>/dev/null)
