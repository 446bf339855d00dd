#!/bin/bash
# When the leader has stopped cleanly, another unit leads at once: within a second, not when a lease runs out.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" -n 3 --config token=t
wait_for 60 units_idle source/0 source/1 source/2
leader_of_source() { of_status '.applications.source.units | to_entries[] | select(.value.leader) | .key'; }
first=$(leader_of_source)
[[ $first ]] || fail "nobody leads"

model remove-unit --no-prompt "$first"
gone() { [[ -z $(of_status ".applications.source.units[\"$first\"]") ]]; }
wait_for 30 gone
end=$(($(date +%s%N) + 1500000000)) # the unit was gone up to two looks ago
until [[ $(leader_of_source) ]]; do (($(date +%s%N) < end)) || fail "nobody leads a second after $first had gone"; done
second=$(leader_of_source)
elected() { hooks_of "$second" | grep --line-regexp leader-elected; }
wait_for 10 elected
[[ $second != "$first" && $(leader_of_source) == "$second" ]]
