#!/bin/bash
# The first charm starts a controller by itself, and its unit runs the hooks of a deployment in their order.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" 2>"$scratch/said"
grep --quiet --fixed-strings 'Deploying "source" from local charm "source", revision 0' "$scratch/said"
wait_for 30 unit_says source/0 active 'token is ""'
wait_for 10 units_idle source/0
[[ $(hooks_of source/0) == "install
leader-elected
config-changed
start" ]] || fail "hooks: $(hooks_of source/0)"

model config source token=abc
wait_for 20 unit_says source/0 active 'token is "abc"'

# The same value again wakes nobody.
model config source token=abc
wait_for 10 units_idle source/0
[[ $(hooks_of source/0 | grep --count config-changed) == 2 ]]

# --debug names the folder that a charm came from, and the version that is recorded.
mkdir "$scratch/versioned"
cp --recursive "$test_charms/source/." "$scratch/versioned"
model add-charm --debug "$scratch/versioned" plain 2>"$scratch/said"
grep --quiet "charm is not versioned: $scratch/versioned" "$scratch/said"
echo "versioned 1.7" >"$scratch/versioned/version"
model add-charm --debug "$scratch/versioned" numbered 2>"$scratch/said"
grep --quiet "charm is version 1.7: $scratch/versioned" "$scratch/said"
[[ $(of_status '.applications.numbered."charm-version"') == 1.7 ]]
