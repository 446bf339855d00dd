#!/bin/bash
# Redis by CFEngine: it answers related applications, and what somebody changes on the node is put back.
source "$(dirname "$0")/lib.sh"

mkdir "$scratch/client"
printf 'name: client\nsummary: s\ndescription: d\nrequires:\n  cache:\n    interface: redis\n' >"$scratch/client/metadata.yaml"
model add-charm ./charms/redis --config max-memory-mb=16
model add-charm "$scratch/client"
model relate client redis
published() { model exec --unit client/0 "relation-get -r \$(relation-ids cache) $1 redis/0"; }
known() { [[ $(published password) =~ ^[0-9a-f]{32}$ ]]; }
wait_for 90 known
unit_says redis/0 active

# says LINE…: what Redis answers to these commands
says() {
  local line
  exec 3<>"/dev/tcp/$(published hostname)/$(published port)"
  printf 'AUTH %s\r\n' "$(published password)" >&3
  read -r line <&3
  [[ $line == "+OK"* ]]
  printf '%s\r\n' "$1" >&3
  read -r line <&3
  exec 3>&-
  echo "${line%$'\r'}"
}
result_of() { model promises redis --format json | jq --raw-output ".handlers[\"redis/0\"][\"$1\"].result"; }
[[ $(says PING) == +PONG ]]
wait_for 30 units_idle redis/0

# what was edited by hand is named by a preview, and put back by the next run, with the password in no log
conf=$(charm_folder redis/0)/../workload/redis.conf
echo "maxclients 1" >>"$conf"
model preview redis/0 update-status >"$scratch/preview"
grep --quiet '^~ files .*redis.conf' "$scratch/preview" || fail "$(cat "$scratch/preview")"
grep --quiet maxclients "$conf"
drift_is_gone() { ! grep --quiet maxclients "$conf" && [[ $(says PING) == +PONG ]]; }
model config redis eviction=noeviction
wait_for 30 drift_is_gone
converged() { [[ $(result_of config-changed) == converged ]]; }
wait_for 10 converged
grep --quiet '^maxmemory-policy noeviction$' "$conf"
if log_lines "^unit-redis.*$(published password)"; then fail "the log holds the password"; fi

# a port that cannot be had is said, and what ran goes on; one that can is told to the client
model config redis port=80
wait_for 30 unit_says redis/0 blocked "option port: 80 is not a port"
[[ $(says PING) == +PONG ]] || fail "it went down"
model config redis port=6400
moved() { [[ $(published port) == 6400 && $(says PING) == +PONG ]]; }
wait_for 30 moved
unit_says redis/0 active
