#!/bin/bash
# A failed hook stops its unit, says so, and goes on when the cause is gone or an operator says to go on without it.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config failing-hook=config-changed
wait_for 30 unit_says source/0 error 'hook failed: "config-changed"'

# Retried by itself, and told to: it still fails.
model resolved source/0
wait_for 10 unit_says source/0 error 'hook failed: "config-changed"'

model config source failing-hook=start
wait_for 40 unit_says source/0 error 'hook failed: "start"'
model resolved --no-retry source/0
wait_for 20 units_idle source/0
[[ $(hooks_of source/0 | grep --count --line-regexp start) -ge 1 ]]
expect_failure 1 'source/0' model resolved source/0
