#!/bin/bash
# An action goes on while its agent and the controller are restarted, and runs once. With its supervisor it ends.
source "$(dirname "$0")/lib.sh"

task_is() { [[ $(model show-task "$1" --format json | jq --raw-output .status) == "$2" ]]; }

model add-charm "$test_charms/actor"
wait_for 40 unit_says actor/0 active
wait_for 20 units_idle actor/0
model run actor/0 perform --background
charm=$(charm_folder actor/0)
wait_for 20 test -s "$charm/understudy"
# shellcheck disable=SC2046 # lists of pids
kill -KILL $(running modeld) $(running model-agent run)
touch "$charm/curtain"
wait_for 30 task_is 2 completed
[[ $(<"$charm/performances") == 2 ]]
[[ $(model show-unit actor/0 --format json | jq --raw-output '.["actor/0"]["relation-info"][0]["local-unit"].data.played') == 2 ]]

# Nobody knows how it ended: it has failed, and is not run again. A hook in error does not keep actions away.
rm "$charm/curtain"
model config actor failing-hook=config-changed
wait_for 20 unit_says actor/0 error
model run actor/0 perform --background
wait_for 20 grep --quiet --line-regexp 4 "$charm/performances"
wait_for 20 task_is 4 running
# shellcheck disable=SC2046 # a list of pids
kill -KILL $(running model-agent supervise)
wait_for 40 task_is 4 failed
[[ $(model show-task 4 --format json | jq --raw-output .message) == "action terminated" ]]
[[ $(model run actor/0 greet name=Ann --format json 2>/dev/null | jq --raw-output '.[].status') == completed ]]
[[ $(grep --count . "$charm/performances") == 2 ]]
