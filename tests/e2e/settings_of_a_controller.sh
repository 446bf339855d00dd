#!/bin/bash
# The settings of a controller: shown in each form, set, kept through a restart, fed back; and what it acts by.
source "$(dirname "$0")/lib.sh"

expect_failure 1 'No controllers registered.' model controller-config
model bootstrap localhost local --config max-debug-log-duration=2s --config "features=[a,b]" --add-model main
[[ $(model controller-config max-charm-state-size) == 2097152 ]]
[[ $(model controller-config --format json | jq --compact-output '[.features, ."max-charm-state-size", ."auditing-enabled", ."api-port", ."controller-name"]') \
  == '[["a","b"],2097152,false,0,"local"]' ]]
[[ $(model controller-config --format json controller-uuid | jq --raw-output .) == $(model show-controller --format json | jq --raw-output .local.details.uuid) ]]
model controller-config | grep --quiet --extended-regexp '^features +a, b$'
[[ $(model model-config --format json | jq '[has("features"), has("max-debug-log-duration")] | any') == false ]]

model controller-config max-charm-state-size=1048576 features='[]'
kill_hard "$(running modeld | head --lines=1)"
[[ $(model controller-config max-charm-state-size) == 1048576 && $(model controller-config --format yaml features) == '[]' ]]

expect_failure 1 'key "nope" not found in controller "local"' model controller-config nope
expect_failure 1 'controller config values cannot be updated: [api-port nope]' model controller-config nope=1 api-port=2 max-charm-state-size=7
expect_failure 1 'max-charm-state-size: expected a number, got "x"' model controller-config max-charm-state-size=x
expect_failure 2 'cannot specify multiple keys to get' model controller-config a b
expect_failure 2 'unknown format "xml"' model controller-config --format xml
expect_failure 2 'option provided but not defined: --reset' model controller-config --reset features
expect_failure 1 'controller nowhere not found' model controller-config -c nowhere
[[ $(model controller-config max-charm-state-size) == 1048576 ]]

# What one command prints, another takes.
model controller-config --format yaml >"$scratch/saved"
model controller-config max-charm-state-size=0
expect_failure 1 'cannot be updated: [api-port ca-cert controller-name controller-uuid' model controller-config --file "$scratch/saved"
model controller-config --file - --ignore-read-only-fields model-logs-size=1M <"$scratch/saved" 2>"$scratch/err"
grep --quiet 'WARNING invalid or read-only controller config values ignored: \[api-port' "$scratch/err"
[[ $(model controller-config max-charm-state-size) == 1048576 && $(model controller-config model-logs-size) == 1M ]]

# A charm keeps no more than it may.
model add-charm "$test_charms/source"
wait_for 40 units_idle source/0
keep() { # keep FIRST LAST: as many keys of 50,000 bytes
  model exec --unit source/0 -- "value=\$(head --bytes=50000 /dev/zero | tr '\0' x)
    for i in \$(seq $1 $2); do echo \"key\$i: \$value\"; done | state-set --file -"
}
keep 1 20
expect_failure 1 'with return code 1' keep 21 21
grep --quiet "bytes are more than the limit of 1048576 bytes" "$scratch/out"
[[ $(model exec --unit source/0 -- 'state-get | wc --lines') == 20 ]]
model controller-config max-charm-state-size=4194304
can_keep_more() { keep 21 41; }
wait_for 20 can_keep_more

# debug-log follows as long as it may, and says why it ends.
timeout 20 "$(command -v model)" debug-log --tail >"$scratch/log" 2>"$scratch/err"
grep --quiet 'max-debug-log-duration' "$scratch/err"
