#!/bin/bash
# wait-for returns when its query is true, says what is not when the time is up, and sees the end.
source "$(dirname "$0")/lib.sh"

model add-model main
expect_failure 2 'expected application, machine, model or unit' model wait-for
expect_failure 2 'unrecognized command: wait-for relation' model wait-for relation x
expect_failure 2 'unit name must be supplied' model wait-for unit
expect_failure 1 'cannot read query' model wait-for unit source/0 --query 'life =='
expect_failure 1 'timed out waiting for "source/0" to reach goal state' model wait-for unit source/0 --timeout 100ms
grep --quiet 'unit "source/0" is not there' "$scratch/err"

model wait-for application source --timeout 60s --query 'len(units) == 2 && forEach(units, u => u.agent-status == "idle")' 2>"$scratch/waited" &
waiting=$!
model add-charm "$test_charms/source" -n 2
wait "$waiting"
[[ $(cat "$scratch/waited") == 'Application "source" is running' ]]
[[ $(model wait-for machine 0 2>&1) == 'machine "0" is running' ]]
[[ $(model wait-for model main 2>&1) == 'model "main" is running' ]]
expect_failure 1 'timed out waiting for "source"' model wait-for application source --timeout 200ms --query 'exposed && life=="alive"'
grep --quiet --line-regexp 'not so: exposed' "$scratch/err"
expect_failure 1 'there is no "colour" in it' model wait-for application source --query 'colour == "red"'

model wait-for unit source/1 --query 'life=="dead"' --timeout 60s 2>"$scratch/waited" &
waiting=$!
model remove-unit source/1 --no-prompt
wait "$waiting"
grep --quiet 'unit "source/1"' "$scratch/waited"
model wait-for application source --query 'print(life) == "nothing"' --timeout 60s 2>"$scratch/waited" &
waiting=$!
wait_for 10 grep --quiet alive "$scratch/waited"
model remove-application source --no-prompt
status=0
wait "$waiting" || status=$?
[[ $status == 1 ]] && grep --quiet 'application "source" has been removed' "$scratch/waited"
