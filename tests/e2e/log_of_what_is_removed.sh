#!/bin/bash
# Units that are removed run stop and remove, and their machines go with them: what they did is in the log all the same.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --num-units 4
wait_for 60 units_idle source/0 source/1 source/2 source/3
model remove-application --no-prompt source
gone() { [[ $(model status --format json | jq '.applications + .machines | length') == 0 ]]; }
wait_for 60 gone

for hook in stop remove; do
  [[ $(log_lines "unit-source-[0-3]: .*(ran|skipped) \"$hook\" hook" | wc --lines) == 4 ]] ||
    fail "the log does not tell of each $hook"
done
