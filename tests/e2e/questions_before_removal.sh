#!/bin/bash
# Without --no-prompt a removal asks, and whoever does not say yes loses nothing.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source"
wait_for 30 unit_says source/0 active
expect_failure 1 'aborted' model remove-application source
expect_failure 1 'aborted' model destroy-model default
unit_says source/0 active
echo y | model remove-application source
gone() { [[ $(model status --format json | jq --compact-output .applications) == '{}' ]]; }
wait_for 30 gone
