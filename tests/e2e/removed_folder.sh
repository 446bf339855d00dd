#!/bin/bash
# Who removes the folder of everything to begin anew gets that: what ran there ends, and meddles with nothing new.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=old
wait_for 40 unit_says source/0 active
model exec --unit source/0 -- 'setsid sleep 6545 >/dev/null 2>&1 &'
# shellcheck disable=SC2046 # a list of pids
mapfile -t before < <(below $(running modeld) $(running model-agent supervise))
[[ -n $(running sleep 6545) ]]

rm --recursive --force "$MODEL_DATA"
begun_anew() { model add-charm "$test_charms/source" --config token=new; }
wait_for 10 begun_anew
wait_for 40 unit_says source/0 active 'token is "new"'
all_ended() { ended "${before[@]}" && [[ -z $(running sleep 6545) ]]; }
wait_for 40 all_ended
(($(running modeld | wc --lines) == 1 && $(running model-agent supervise | wc --lines) == 1))
unit_says source/0 active 'token is "new"'
[[ -z $(model debug-log --replay --no-tail | grep 'Machine is shutting down' || true) ]]
