#!/bin/bash
# The base and the storage of units that are added later; those that are there keep theirs.
source "$(dirname "$0")/lib.sh"

cd "$scratch" || exit
mkdir --parents keeper/hooks
cat >keeper/metadata.yaml <<'YAML'
name: keeper
summary: keeps
description: keeps
series: [focal, jammy]
storage:
  data: {type: filesystem, minimum-size: 100M}
  logs: {type: filesystem, multiple: {range: 0-2}}
YAML
printf '#!/bin/sh\n' >keeper/hooks/start
model add-charm ./keeper
wait_for 40 units_idle keeper/0

[[ $(model application-storage keeper) == "Storage  Pool    Size     Count
data     rootfs  100 MiB  1
logs     rootfs  1.0 GiB  0" ]]
[[ $(model application-storage keeper --format json data) == '{"data":{"Pool":"rootfs","Size":100,"Count":1}}' ]]
expect_failure 2 'no application specified' model application-storage
expect_failure 2 'invalid application name "Keeper"' model application-storage Keeper
expect_failure 1 'application "nobody" not found' model application-storage nobody
expect_failure 1 'storage "cellar" not found' model application-storage keeper cellar
expect_failure 1 'has no store called "cellar"' model application-storage keeper cellar=1G
expect_failure 1 'minimum storage size is 100 MiB, 10 MiB specified' model application-storage keeper data=10M
expect_failure 1 'storage pool "nowhere" not found' model application-storage keeper data=nowhere
expect_failure 2 'cannot get value and set key=value pairs simultaneously' model application-storage keeper data logs=1
model application-storage keeper data=2G logs=tmpfs,1
printf 'logs: 2\n' | model application-storage keeper --file -
[[ $(model application-storage keeper --format yaml) == "data:
  pool: rootfs
  size: 2048
  count: 1
logs:
  pool: tmpfs
  size: 1024
  count: 2" ]]

expect_failure 2 'application name and base required' model set-application-base
expect_failure 2 'no base specified' model set-application-base keeper
expect_failure 2 'no application name' model set-application-base ubuntu@22.04
expect_failure 1 'unknown series "oldest"' model set-application-base keeper oldest
expect_failure 1 'application "nobody" not found' model set-application-base nobody ubuntu@22.04
expect_failure 1 'base "ubuntu@24.04" not supported by charm, the charm supported bases are: ubuntu@20.04, ubuntu@22.04' \
  model set-application-base keeper ubuntu@24.04
model set-application-base keeper jammy 2>err
grep --quiet 'WARNING series argument is deprecated, use base instead' err
grep --quiet 'please first run .model refresh. for this application' err

model add-unit keeper
wait_for 40 units_idle keeper/1
[[ $(of_status '[.machines["0"].base.channel, .machines["1"].base.channel] | join(" ")') == "20.04 22.04" ]]
[[ $(model show-application keeper --format json | jq --raw-output .keeper.base) == ubuntu@22.04 ]]
[[ $(model storage --format json | jq --raw-output '[.storage | to_entries[] | select(.value.attachments.units | has("keeper/1")) | .key] | sort | join(" ")') == "data/1 logs/2 logs/3" ]]
