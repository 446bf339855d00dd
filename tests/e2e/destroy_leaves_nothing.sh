#!/bin/bash
# After a model is destroyed neither a process nor a file of its machines is left.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=t
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=t"
[[ -n $(charm_folder source/0) ]]

model remove-application --no-prompt sink
sink_gone() { [[ -z $(of_status '.applications.sink') && -z $(charm_folder sink/0) ]]; }
wait_for 40 sink_gone

# shellcheck disable=SC2046 # a list of pids
mapfile -t machine_processes < <(below $(running model-agent supervise))
((${#machine_processes[@]} >= 2))
model destroy-model --no-prompt default
wait_for 10 ended "${machine_processes[@]}"
[[ -z $(charm_folder source/0) ]] || fail "left: $(charm_folder source/0)"

model destroy-controller --no-prompt local
nobody() { [[ -z $(our_processes) ]]; }
wait_for 10 nobody
left=$(find "$MODEL_DATA" -path '*/controllers/local/*' | head --lines=5)
[[ -z $left ]] || fail "files left: $left"
