#!/bin/bash
# An action in the background is cancelled with all it has started; one that waits is cancelled before it begins.
source "$(dirname "$0")/lib.sh"

task_is() { [[ $(model show-task "$1" --format json | jq --raw-output .status) == "$2" ]]; }

model add-charm "$test_charms/actor"
wait_for 40 unit_says actor/0 active
wait_for 20 units_idle actor/0
expect_failure 1 'timed out waiting for results from: unit actor/0' model run actor/0 perform --wait 0.001s
wait_for 20 task_is 2 running
expect_failure 0 "Check task status with 'model show-task 4'" model run actor/0 greet name=Ann --background
task_is 4 pending
wait_for 20 test -s "$(charm_folder actor/0)/understudy"
understudy=$(<"$(charm_folder actor/0)/understudy")

model cancel-task 4 >"$scratch/out"
[[ $(<"$scratch/out") == *"status: cancelled"* ]]
model cancel-task 2
wait_for 20 task_is 2 aborted
wait_for 10 ended "$understudy"
expect_failure 0 'task "77" not found' model cancel-task 77
[[ $(model run actor/0 greet name=Bob --format json 2>/dev/null | jq --raw-output '.[].status') == completed ]]
[[ $(<"$(charm_folder actor/0)/performances") == 2 ]]
