#!/bin/bash
# An agent that is killed while a hook runs is only a pause to the hook: its next tool call waits for the new agent,
# and what it says and publishes takes effect exactly once (DESIGN section 9, rules 9 and 10).
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

# Stopped, the supervisor starts no new agent, so the call can only wait; it still holds the unit's socket.
supervisor=$(running model-agent supervise)
kill -STOP "$supervisor"
kill -KILL "$(running model-agent run)"
no_agent() { [[ -z $(running model-agent run) ]]; }
wait_for 5 no_agent
let_hook_go held/0
a_call_waits() { [[ $(running status-set) ]]; }
wait_for 10 a_call_waits
call=$(running status-set)
no_agent || fail "there is an agent"
[[ -e /proc/$hook ]] || fail "the hook has ended without one"

kill -CONT "$supervisor"
wait_for 20 ended "$call" "$hook"
wait_for 30 unit_says held/0 active "round 2"
wait_for 20 units_idle held/0
[[ $(begun_hooks held/0) == 2 ]] || fail "the hook ran again"
wait_for_log 'said in round 2'
[[ $(log_lines 'said in round 2' | wc --lines) == 1 ]] || fail "it was said more than once"
wait_for_log 'Adopted the running hook "config-changed"'
