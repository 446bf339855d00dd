#!/bin/bash
# A hook whose supervisor is killed dies with it, has failed, and is run again: nobody can know how far it came
# (DESIGN section 9, rule 9; contract/hooks.md, section 8).
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/held_charm.sh"

held_charm "$scratch/held"
model add-charm "$scratch/held"
wait_for 40 unit_says held/0 active "round 1"
wait_for 20 units_idle held/0

hold_next_hook held/0
model config held option=two
wait_for 20 hook_is_held held/0
hook=$(held_hook held/0)
kill -KILL "$(running model-agent supervise)"
wait_for 10 ended "$hook"
wait_for 20 unit_says held/0 error 'hook failed: "config-changed"'

let_hook_go held/0
wait_for 30 unit_says held/0 active "round 2" # what the killed one would have counted was never seen
wait_for 20 units_idle held/0
[[ $(begun_hooks held/0) == 3 ]] || fail "config-changed began $(begun_hooks held/0) times"
wait_for_log 'said in round 2'
[[ $(log_lines 'said in round 2' | wc --lines) == 1 ]] || fail "the killed hook went on"
