#!/bin/bash
# Hooks that wait for a person: a shell in their place, with their environment and tools; nothing is stuck when it goes.
source "$(dirname "$0")/lib.sh"

model add-model main
model add-charm "$test_charms/source" --config token=first
wait_for 40 unit_says source/0 active "token is"
expect_failure 2 'no unit name specified' model debug-hooks
expect_failure 2 '"source" is not a valid unit name' model debug-hooks source
expect_failure 1 'unit "source/7" not found' model debug-hooks source/7
expect_failure 1 'contains neither hook nor action "nonsense"' model debug-hooks source/0 nonsense

# What the shell says becomes the hook's end; the hook itself does not run unless it is asked for.
mkfifo "$scratch/keys"
model debug-hooks source/leader config-changed <"$scratch/keys" >"$scratch/shell" 2>"$scratch/shell.err" &
client=$!
exec 7>"$scratch/keys"
waiting() { grep --quiet 'Waiting for config-changed' "$scratch/shell.err"; }
wait_for 20 waiting
expect_failure 1 'is being debugged by another process' model debug-hooks source/0
before=$(hooks_of source/0 | wc --lines)
model config source token=second
in_shell() { grep --quiet 'before it is run' "$scratch/shell.err"; }
wait_for 20 in_shell
# shellcheck disable=SC2016 # the shell's own variables
echo 'echo "$JUJU_HOOK_NAME $(config-get token) $(basename "$PWD")"; status-set active "by hand"; exit' >&7
wait_for 20 unit_says source/0 active "by hand"
[[ $(cat "$scratch/shell") == "config-changed second charm" ]]
[[ $(hooks_of source/0 | wc --lines) == "$before" ]]

# A failure is one of the hook; and then the hook is run by hand.
: >"$scratch/shell.err"
model config source token=third
wait_for 20 in_shell
: >"$scratch/shell.err"
echo 'exit 3' >&7
wait_for 20 unit_says source/0 error ""
model resolved source/0
wait_for 20 in_shell
# shellcheck disable=SC2016
echo '"$JUJU_DEBUG"/hook.sh; exit $?' >&7
wait_for 30 unit_says source/0 active "token is"
[[ $(hooks_of source/0 | wc --lines) == $((before + 1)) ]]

# Killed: the hook that waits runs by itself, and so do those that come.
: >"$scratch/shell.err"
model config source token=fourth
wait_for 20 in_shell
kill -KILL "$client"
has_run() { [[ $(hooks_of source/0 | wc --lines) == "$1" ]]; }
wait_for 20 has_run $((before + 2))
exec 7>&-
model config source token=fifth
wait_for 20 has_run $((before + 3))

# debug-code: the hook on the terminal, with the names of its breakpoints.
model debug-code --at=here,there source/0 config-changed </dev/null >"$scratch/shell" 2>"$scratch/shell.err" &
client=$!
wait_for 20 waiting
model config source token=sixth
wait_for 20 has_run $((before + 4))
wait_for 20 grep --quiet 'Hook or action "config-changed"' "$scratch/shell.err"
kill "$client"
