#!/bin/bash
# Wrong words about storage are refused at once, change nothing, and lead nowhere outside of the storage's own folder.
source "$(dirname "$0")/lib.sh"

expect_failure 1 "storage constraints require at least one field to be specified" \
  model add-charm "$test_charms/depot" --storage data=
expect_failure 1 "count must be greater than zero, got \"0\"" model add-charm "$test_charms/depot" --storage data=0
expect_failure 1 "storage name \"../data\" not valid" model add-charm "$test_charms/depot" --storage ../data=1G

model add-model refused
expect_failure 1 "has no store called \"other\"" model deploy "$test_charms/depot" --storage other=1G
expect_failure 1 "minimum storage size is 100 MiB, 10 MiB specified" model deploy "$test_charms/depot" --storage data=10M
expect_failure 1 "at most 1 instances supported, 2 specified" model deploy "$test_charms/depot" --storage data=2
expect_failure 1 "pool \"loop\" has no filesystem storage" model deploy "$test_charms/depot" --storage data=loop
expect_failure 1 "storage \"data/7\" not found" model deploy "$test_charms/depot" --attach-storage data/7
[[ -z $(of_status '.applications.depot.charm') ]]

# A charm whose storage is named like a way out.
evil=$scratch/evil
cp --recursive "$test_charms/depot" "$evil"
sed --in-place 's|^  data:|  "../../data":|' "$evil/metadata.yaml"
expect_failure 1 "the name is not valid" model deploy "$evil"

[[ -z $(model storage --format json) ]]
expect_failure 0 "No storage to display." model storage
expect_failure 1 "storage \"data/0\" not found" model show-storage data/0
expect_failure 1 "storage ID \"data\" not valid" model show-storage data
expect_failure 1 "failed to detach ../x/0: storage ID \"../x/0\" not valid" model detach-storage ../x/0
expect_failure 1 "storage provider \"ebs\" not found" model create-storage-pool fast ebs
expect_failure 1 "storage pool \"rootfs\" already exists" model create-storage-pool rootfs tmpfs
model create-storage-pool fast tmpfs speed=high
[[ $(model storage-pools --format json | jq --raw-output '.fast | "\(.provider) \(.attrs.speed)"') == "tmpfs high" ]]
[[ $(model storage-pools --format json | jq --raw-output 'keys | join(" ")') == "fast local loop rootfs tmpfs" ]]
model update-storage-pool fast speed=low
[[ $(model storage-pools --name fast --format json | jq --raw-output '.fast | "\(.provider) \(.attrs.speed)"') == "tmpfs low" ]]
expect_failure 1 "storage pool \"tmpfs\" not found" model update-storage-pool tmpfs speed=low
expect_failure 1 "storage pool \"tmpfs\" not found" model remove-storage-pool tmpfs
expect_failure 2 "pool removal requires just a name" model remove-storage-pool
model deploy "$test_charms/depot" --storage data=fast
expect_failure 1 "storage pool \"fast\" in use" model remove-storage-pool fast
model remove-application --no-prompt depot
wait_for 30 model remove-storage-pool fast
