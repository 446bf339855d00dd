#!/bin/bash
# What a unit's statuses have been: each hook is there, the newest last.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source"
wait_for 40 units_idle source/0
expect_failure 2 'entity name is missing' model show-status-log
expect_failure 2 'cannot specify more than one of' model show-status-log source/0 -n 2 --days 1
expect_failure 2 'expected YYYY-MM-DD' model show-status-log source/0 --from-date yesterday
expect_failure 1 'unit "source/9" not found' model show-status-log source/9
expect_failure 1 'no status history is kept of "colour"' model show-status-log source --type colour
expect_failure 1 'no status history available' model show-status-log source --type application
expect_failure 1 'no status history available' model show-status-log source/0 --from-date 2999-01-01

model show-status-log source/0 >"$scratch/log"
[[ $(head --lines=1 "$scratch/log") =~ ^Time\ +Type\ +Status\ +Message$ ]]
grep --quiet 'juju-unit  executing  .*running install hook' "$scratch/log"
grep --quiet 'juju-unit  executing  .*running start hook' "$scratch/log"
[[ $(model show-status-log source/0 --type juju-unit -n 1 --format json | jq --raw-output '.[0] | "\(.status) \(.type)"') == "idle juju-unit" ]]
[[ $(model show-status-log source/0 --type workload --format json | jq --raw-output '.[0].message') == "waiting for machine" ]]
[[ $(model show-status-log 0 --type machine --format json | jq --raw-output '.[-1].status') == running ]]
[[ $(model show-status-log source/0 --days 1 --format yaml | grep --count 'since:') -gt 3 ]]
[[ $(model show-status-log 0 --type container --format json | jq --raw-output '.[-1] | "\(.status) \(.type)"') == "running machine" ]]
name=$(of_status .model.name)
[[ $(model show-status-log "$name" --type model --format json | jq --raw-output '.[0] | "\(.status) \(.type)"') == "available model" ]]
expect_failure 1 'model "other" not found' model show-status-log other --type model
expect_failure 1 'saas application "other" not found' model show-status-log other --type saas
