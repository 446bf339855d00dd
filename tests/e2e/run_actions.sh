#!/bin/bash
# Actions: parameters are checked and completed, results and logs come back, failures are told as they are.
source "$(dirname "$0")/lib.sh"

of_task() { jq --raw-output ".[\"actor/0\"]$1" "$scratch/out"; }

model add-charm "$test_charms/actor"
wait_for 40 unit_says actor/0 active
[[ $(model actions actor | head --lines=1) == "Action "*Description ]]
[[ $(model actions actor --format json | jq --raw-output '.refuse') == "Says that it has failed, and ends well." ]]
[[ $(model show-action actor greet) == "Gives back what it was called with."* ]]

# Results are nested, defaults inserted, log lines streamed.
model run actor/0 greet name=Ann times=2 voice.pitch=high --format json --utc >"$scratch/out" 2>"$scratch/err"
[[ $(of_task .status) == completed && $(of_task .id) == 2 && $(of_task .unit) == actor/0 ]]
[[ $(of_task .results.greeted.name) == Ann && $(of_task .results.greeted.volume) == normal ]]
[[ $(of_task '.results["return-code"]') == 0 && $(of_task .results.stdout) == $'hello Ann\nhello Ann' ]]
[[ $(of_task .results.hook) == "[]" && $(of_task .results.path) == actions/greet && $(of_task .results.id) == "action-2 2 greet" ]]
[[ $(of_task '.log | length') == 2 && $(of_task .timing.completed) == *" +0000 UTC" ]]
[[ $(head --lines=4 "$scratch/err") == $'Running operation 1 with 1 task\n  - task 2 on unit-actor-0\n\nWaiting for task 2...' ]]
grep --quiet 'hello Ann' "$scratch/err"
! grep --recursive --quiet --text "times=2" /proc/[0-9]*/cmdline 2>/dev/null || fail "parameters on a command line"

# What cannot be scheduled.
model run actor/0 greet times=2 >"$scratch/out" 2>"$scratch/err"
[[ ! -s $scratch/out ]] && grep --quiet --fixed-strings 'validation failed: (root) : "name" property is missing and required' "$scratch/err"
expect_failure 0 'validation failed: (root).name : must be of type string, given 5' model run actor/0 greet name=5
model run actor/0 greet name=5 --string-args --quiet >/dev/null
expect_failure 0 'additional property "x" is not allowed' model run actor/0 greet name=a x=1
expect_failure 0 'action "sing" not defined on unit "actor/0"' model run actor/0 sing
expect_failure 0 '"unit-actor-7" not found' model run actor/7 greet name=a
expect_failure 2 'no action specified' model run actor/0
expect_failure 2 'must be of the form key.key.key...=value' model run actor/0 greet name

# Failures: told by the charm (0), by the exit status (1), by a missing program.
model run actor/leader refuse --format json >"$scratch/out" 2>/dev/null
[[ $(of_task .status) == failed && $(of_task .message) == "not today" && $(of_task '.results["return-code"]') == 0 ]]
expect_failure 1 'the following task failed:' model run actor/0 break --format json
[[ $(of_task .status) == failed && $(of_task .message) == "exit status 3" && $(of_task '.results["return-code"]') == 3 ]]
[[ $(of_task .results.got) == halfway && $(of_task .results.stderr) == "it breaks" ]]
model run actor/0 missing --format json >"$scratch/out" 2>/dev/null
[[ $(of_task .message) == 'action not implemented on unit "actor/0"' ]]
model run actor/0 shout-bytes --format json >"$scratch/out" 2>/dev/null
[[ $(of_task .results.stdout) == /wD+ && $(of_task '.results["stdout-encoding"]') == base64 ]]

# What a task that ended well has changed stays, what a failed one has changed does not.
[[ $(model exec --unit actor/0 'state-get refused; state-get broken') == yes ]]

# Looking back.
model operations --actions break --format json >"$scratch/out"
[[ $(jq --raw-output '.[].summary' "$scratch/out") == "break run on unit-actor-0" && $(jq --raw-output '.[].status' "$scratch/out") == failed ]]
[[ $(model show-operation 1 | head --lines=1) == "summary: greet run on unit-actor-0" ]]
[[ $(model show-task 2 | head --lines=3) == *"greeted:"* ]]
expect_failure 1 'task "999" not found' model show-task 999
expect_failure 0 'no matching operations' model operations --apps nobody
