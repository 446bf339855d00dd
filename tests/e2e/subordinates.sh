#!/bin/bash
# A subordinate has no units until it is related; then each principal's unit has one beside it, on its machine, and the
# two see each other only. It goes with its principal, or when nothing relates the two any more.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --num-units 2 --config token=one
expect_failure 1 'cannot use --num-units or --to with subordinate application' model add-charm "$test_charms/helper" --num-units 1
model add-charm "$test_charms/helper"
expect_failure 1 'application is a subordinate' model add-unit helper
wait_for 40 units_idle source/0 source/1
[[ $(of_status '.applications.helper | has("units")') != true ]]

helpers_of() { # helpers_of UNIT: the names of those that live with it
  of_status ".applications.source.units[\"$1\"].subordinates | select(. != null) | keys[]"
}
helper_says() { # helper_says UNIT MESSAGE: the one that lives with UNIT is active and says so
  [[ $(of_status ".applications.source.units[\"$1\"].subordinates[][\"workload-status\"] | .current + \" \" + .message") == "active $2" ]]
}

# The implicit endpoint: the principal runs no hooks for it.
model relate helper:host source
wait_for 40 helper_says source/0 "with source/0: source/0="
wait_for 40 helper_says source/1 "with source/1: source/1="
[[ $(helpers_of source/0 | wc --lines) == 1 && $(helpers_of source/1 | wc --lines) == 1 ]]
[[ $(of_status '.applications.helper["subordinate-to"] | join(",")') == source ]]
model status source | grep --quiet '^  helper/'
! hooks_of source/0 | grep juju-info || fail "the principal ran a hook of juju-info"

helper=$(helpers_of source/0)
expect_failure 1 'is a subordinate, to remove use remove-relation' model remove-unit --no-prompt "$helper"
[[ $(hooks_of "$helper" | grep host-) == "host-relation-created source
host-relation-joined source/0
host-relation-changed source/0" ]] || fail "hooks: $(hooks_of "$helper")"

# A second relation brings no second unit, and the token of one's own principal only.
model relate helper:token source
wait_for 40 helper_says source/0 "with source/0: source/0= source/0=one"
[[ $(helpers_of source/0) == "$helper" ]]
model config source token=two
wait_for 20 helper_says source/1 "with source/1: source/1= source/1=two"

# With its principal's unit it goes, the other stays.
model remove-unit --no-prompt source/1
gone() { [[ -z $(of_status '.applications.source.units["source/1"].life') ]] && [[ -z $(of_status '.applications.source.units["source/1"]') ]]; }
wait_for 40 gone
[[ $(helpers_of source/0) == "$helper" ]]

# A later unit of the principal has its own, too.
model add-unit source
wait_for 40 helper_says source/2 "with source/2: source/2= source/2=two"
model remove-unit --no-prompt source/2

# It stays as long as one relation does, and leaves the last one itself.
model remove-relation helper:host source
broken() { [[ $(hooks_of "$helper" | tail --lines=1) == "host-relation-broken source" ]]; }
wait_for 20 broken
hooks=$(charm_folder "$helper")/hooks.log
tail --follow=name --retry "$hooks" >"$scratch/followed" 2>/dev/null &
follower=$!
model remove-relation helper:token source
alone() { [[ -z $(helpers_of source/0) ]]; }
wait_for 40 alone
kill "$follower"
grep --quiet "token-relation-departed source/0 departing $helper" "$scratch/followed"
[[ -z $(of_status '.applications.helper["subordinate-to"]') ]]
model remove-application --no-prompt source helper
empty() { [[ $(of_status '.applications | length') == 0 ]]; }
wait_for 40 empty
