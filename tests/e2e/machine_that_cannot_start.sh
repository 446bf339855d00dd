#!/bin/bash
# A machine that cannot be started says so and is tried again; who has mended the cause need not wait.
source "$(dirname "$0")/lib.sh"

model add-model main
model add-machine
started() { [[ $(of_status ".machines[\"$1\"][\"machine-status\"].current") == running ]]; }
failed() { [[ $(of_status ".machines[\"$1\"][\"machine-status\"].current") == "provisioning error" ]]; }
wait_for 40 started 0
expect_failure 1 'machine 0 is not in an error state (running)' model retry-provisioning 0
expect_failure 1 'machine 7 not found' model retry-provisioning 7
expect_failure 2 'no machine specified' model retry-provisioning
expect_failure 2 'specify machines or --all but not both' model retry-provisioning --all 0
expect_failure 2 'invalid machine "x"' model retry-provisioning x
expect_failure 2 'invalid machine "0/lxd/1" retry-provisioning does not support containers' model retry-provisioning 0/lxd/1
model retry-provisioning --all

# A file is where the next machines' folders would be.
folder=$(find "$MODEL_DATA" -type d -path '*/machines/*-0' -print -quit)
touch "${folder%-0}-1" "${folder%-0}-2"
model add-charm "$test_charms/source" -n 2
wait_for 20 failed 1
wait_for 20 failed 2
model why source/0 | grep --quiet 'retry-provisioning 1'
sleep 4 # the pauses between tries are longer than what follows by now
rm "${folder%-0}-1" "${folder%-0}-2"
before=$SECONDS
model retry-provisioning 1
wait_for 20 started 1
((SECONDS - before < 3)) || fail "it was not tried at once"
model retry-provisioning --all
wait_for 20 started 2
wait_for 40 units_idle source/0 source/1
