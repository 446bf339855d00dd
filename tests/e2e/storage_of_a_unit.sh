#!/bin/bash
# Storage is there before install, is added later by operator and charm, survives its unit where its pool says so,
# and is attached to the next one.
source "$(dirname "$0")/lib.sh"

document() { model storage --format json | jq --raw-output "$1 // empty"; }
status_of() { document ".storage[\"$1\"].status.current"; }
has_status() { [[ $(status_of "$1") == "$2" ]]; }

# At a place of this test's own: others may use the charm at the same time.
depot=$scratch/depot
cp --recursive "$test_charms/depot" "$depot"
sed --in-place "s|location: /srv|location: $scratch/srv|" "$depot/metadata.yaml"
model add-charm "$depot" --storage data=local,200M
wait_for 40 units_idle depot/0
[[ $(hooks_of depot/0 | head --lines=2 | paste --serial --delimiters=,) == "data-storage-attached data/0,install" ]]
unit_says depot/0 active "data/0=depot/0"
location=$(document '.storage["data/0"].attachments.units["depot/0"].location')
[[ -d $location ]]
owners() { cat "$(find "$MODEL_DATA" -path "*/storage/*/data-0/owners")"; } # also where the location is the machine's alone
[[ $(owners) == depot/0 ]]
[[ $(document '.filesystems["0"] | "\(.pool) \(.size) \(.life)"') == "local 200 alive" ]]
[[ $(document '.storage["data/0"].persistent') == true ]]

# Added by the operator, then by the charm; no more than the charm allows.
[[ $(model add-storage depot/0 logs 2>&1) == "added storage logs/1 to depot/0" ]]
wait_for 20 unit_says depot/0 active "data/0=depot/0 logs/1=depot/0"
[[ $(document '.filesystems["0/1"].pool') == rootfs ]]
expect_failure 1 "storage pool \"nowhere\" not found" model add-storage depot/0 logs=nowhere
model config depot more-logs="logs=2"
wait_for 20 unit_says depot/0 active "data/0=depot/0 logs/1=depot/0 logs/2=depot/0 logs/3=depot/0"
expect_failure 1 "at most 3 instances supported" model add-storage depot/0 logs
expect_failure 1 "has no store called \"nothing\"" model add-storage depot/0 nothing
model status --storage | grep --quiet 'depot/0 *logs/1 *filesystem *rootfs *.*/storage/logs/1 *1.0 GiB *attached'

# Attached storage goes only by force; what is bound to a machine cannot be detached.
expect_failure 1 "failed to remove logs/1: storage is attached" model remove-storage logs/1
expect_failure 1 "storage is not detachable" model detach-storage logs/1
model config depot more-logs=
[[ $(model remove-storage --force logs/1 2>&1) == "removing logs/1" ]]
gone() { [[ -z $(status_of "$1") ]]; }
wait_for 20 gone logs/1
hooks_of depot/0 | grep --line-regexp 'logs-storage-detaching logs/1'
[[ -z $(find "$MODEL_DATA" -path "*/storage/logs/1") ]]

# The unit goes, the storage stays, and the next unit finds it.
model remove-unit --no-prompt --dry-run depot/0 | grep --line-regexp -- '- will detach storage data/0'
model remove-unit --no-prompt depot/0
wait_for 40 has_status data/0 detached
[[ $(owners) == depot/0 ]]
wait_for 40 gone logs/2
model add-unit depot --attach-storage data/0
wait_for 40 units_idle depot/1
unit_says depot/1 active "data/0=depot/0+depot/1"

# Detached and attached again while the unit lives.
[[ $(model detach-storage data/0 2>&1) == "detaching data/0" ]]
wait_for 20 has_status data/0 detached
hooks_of depot/1 | grep --line-regexp 'data-storage-detaching data/0'
[[ $(model attach-storage depot/1 data/0 2>&1) == "attaching data/0 to depot/1" ]]
wait_for 20 unit_says depot/1 active "data/0=depot/0+depot/1+depot/1"

# Storage that a refreshed charm brings comes to the unit as it was asked for; the charm is there before its hooks.
sed --in-place 's/^storage:/&\n  cache: {type: filesystem, multiple: {range: 0-3}}/' "$depot/metadata.yaml"
for hook in upgrade-charm cache-storage-attached; do ln --symbolic every-hook "$depot/hooks/$hook"; done
expect_failure 1 'has no store called "nothing"' model refresh depot --path "$depot" --storage nothing=1
model refresh depot --path "$depot" --storage cache=rootfs,2,50M
cache_attached() { [[ $(hooks_of depot/1 | grep --count '^cache-storage-attached') == 2 ]]; }
wait_for 30 cache_attached
wait_for 30 units_idle depot/1
[[ $(hooks_of depot/1 | grep --extended-regexp --max-count=2 'upgrade-charm|cache' | head --lines=1) == upgrade-charm ]]

# A model with such storage is destroyed only with a word about it.
expect_failure 1 "--destroy-storage" model destroy-model --no-prompt default
model destroy-model --no-prompt --destroy-storage default
[[ ! -e $location && -z $(find "$MODEL_DATA" -path "*/storage/*/data-0") ]]
