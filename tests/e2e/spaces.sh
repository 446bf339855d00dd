#!/bin/bash
# Network spaces of local machines: one, "alpha"; what names another is refused, and so is a change.
source "$(dirname "$0")/lib.sh"

model add-model main
model add-charm "$test_charms/source" --bind "alpha token=alpha"
expect_failure 1 'space "moon" not found' model add-charm "$test_charms/sink" --bind moon
expect_failure 1 'endpoint "nothing" not found' model add-charm "$test_charms/sink" --bind nothing=alpha
expect_failure 2 'expected <space> or <endpoint>=<space>' model add-charm "$test_charms/sink" --bind =alpha
[[ $(model spaces | tail --lines=1) == "alpha  0" ]]
[[ $(model spaces --short --format json | jq --compact-output .) == '{"spaces":["alpha"]}' ]]
[[ $(model spaces --format json | jq --compact-output '.spaces[0] | [.id, .name]') == '["0","alpha"]' ]]
[[ $(model show-space alpha --format json | jq --compact-output '[.space.name, .applications, ."machine-count"]') == '["alpha",["source"],1]' ]]
expect_failure 1 'space "moon" not found' model show-space moon
expect_failure 2 'expected exactly 1 space name, got 0 arguments' model show-space

model bind source alpha
model bind source token=alpha alpha
expect_failure 2 'no bindings specified' model bind source
expect_failure 1 'application "nobody" not found' model bind nobody alpha
expect_failure 1 'space "moon" not found' model bind source token=moon
expect_failure 1 'endpoint "nothing" not found' model bind source nothing=alpha
[[ $(model show-application source --format json | jq --raw-output '.source."endpoint-bindings".token') == alpha ]]

expect_failure 1 'cannot add space "moon": local machines are on one network' model add-space moon 10.0.0.0/24
expect_failure 1 'cannot rename space "alpha"' model rename-space alpha moon
expect_failure 2 'new-name is required' model rename-space alpha
expect_failure 1 'cannot remove space "alpha"' model remove-space alpha --yes
expect_failure 1 'cannot move subnets to space "alpha"' model move-to-space alpha 10.0.0.0/24
model reload-spaces
[[ $(model subnets 2>&1) == "No subnets to display." ]]
expect_failure 1 'space "moon" not found' model subnets --space moon
