#!/bin/bash
# Constraints of models, applications and machines: kept, shown, and inherited by new machines.
source "$(dirname "$0")/lib.sh"

model add-model main
[[ $(model model-constraints --format json) == "{}" && -z $(model model-constraints) ]]
expect_failure 1 'unknown constraint "colour"' model set-model-constraints colour=red
expect_failure 1 'bad "mem" constraint' model set-model-constraints mem=lots
model set-model-constraints mem=1G cores=4
[[ $(model model-constraints --format json) == '{"cores":4,"mem":1024}' ]]
[[ $(model model-constraints) == "cores=4 mem=1024M" ]]

model add-charm "$test_charms/source" --constraints mem=2G --constraints zones=a,b
[[ $(model constraints source) == "mem=2048M zones=a,b" ]]
[[ $(model constraints source --format json) == '{"mem":2048,"zones":["a","b"]}' ]]
[[ $(of_status '.machines["0"].constraints') == "cores=4 mem=2048M zones=a,b" ]]
model set-constraints source arch=amd64
[[ $(model constraints source) == "arch=amd64" ]]
model set-constraints source
[[ -z $(model constraints source) ]]
expect_failure 1 'application "nobody" not found' model constraints nobody
expect_failure 1 'application "nobody" not found' model set-constraints nobody mem=1G
expect_failure 1 'cannot use --constraints with subordinate application' model add-charm "$test_charms/helper" --constraints mem=1G

# Machines without units.
model add-machine 2>"$scratch/err"
[[ $(cat "$scratch/err") == "created machine 1" ]]
model add-machine -n 2 --constraints mem=8G --base ubuntu@22.04
[[ $(of_status '.machines["3"] | "\(.constraints) \(.base.channel)"') == "cores=4 mem=8192M 22.04" ]]
expect_failure 1 'from 1 to' model add-machine -n 0
expect_failure 1 'placement "lxd" is not supported here' model add-machine lxd
expect_failure 1 'hosts reached over ssh are not supported' model add-machine ssh:me@there
expect_failure 1 'machine-id cannot be specified when adding machines' model add-machine 7
expect_failure 1 'placement "zone=a" is not supported here: machines are folders' model add-machine zone=a
expect_failure 1 'invalid placement "nowhere"' model add-machine nowhere
expect_failure 1 'placement "lxd:0" is not supported here: local machines have no containers' model add-unit source --to lxd:0
expect_failure 1 'placement "zone=a" is not supported here' model add-unit source --to zone=a
expect_failure 1 'machine 0/lxd/1 not found' model add-unit source --to 0/lxd/1
expect_failure 1 'invalid --to parameter "nowhere"' model add-unit source --to nowhere
expect_failure 2 'cannot use -n when specifying a placement directive' model add-machine -n 2 lxd
machine_started() { [[ $(model show-machine "$1" --format json | jq --raw-output ".machines[\"$1\"][\"juju-status\"].current") == started ]]; }
wait_for 40 machine_started 2
[[ $(model machines | wc --lines) == 5 && $(model machines --format json | jq --raw-output '.model, (.machines | length)') == main$'\n'4 ]]
expect_failure 1 'machine 9 not found' model show-machine 9
expect_failure 2 'invalid machine id "x"' model show-machine x
model add-unit source --to 2
wait_for 40 units_idle source/1
model remove-machine 3 --no-prompt
machine_gone() { [[ -z $(of_status '.machines["3"]') ]]; }
wait_for 20 machine_gone
