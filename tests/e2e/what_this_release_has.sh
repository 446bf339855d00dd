#!/bin/bash
# Commands that tell what there is: tools of hooks, resources of a store's charms, backends of secrets, upgrades.
source "$(dirname "$0")/lib.sh"

# Without a controller.
[[ $(model help-hook-commands | wc --lines) -gt 30 ]]
model help-hook-commands | grep --quiet '^    relation-get  *[A-Z]'
model help-hook-commands relation-get | grep --quiet '^Usage: relation-get \[options\]'
[[ $(model help-action-commands | awk '{print $1}') == $'action-fail\naction-get\naction-log\naction-set' ]]
expect_failure 1 'unknown command: relation-get' model help-action-commands relation-get
expect_failure 1 'unknown command: handler-context' model help-hook-commands handler-context

mkdir --parents "$scratch/store/pictures"
cat >"$scratch/store/pictures/metadata.yaml" <<'YAML'
name: pictures
summary: s
description: d
resources:
  album: {type: file, filename: album.tar, description: what is shown}
YAML
export MODEL_CHARM_STORE=$scratch/store
[[ $(model charm-resources pictures) == $'Resource  Revision\nalbum     -' ]]
[[ $(model charm-resources ch:pictures --format json | jq --compact-output '.[0] | [.name, .type, .path, .description]') == '["album","file","album.tar","what is shown"]' ]]
expect_failure 1 'no charm "absent"' model charm-resources absent
expect_failure 2 'missing charm name' model charm-resources

expect_failure 1 'No controllers registered.' model secret-backends
model add-model main
[[ $(model secret-backends) == $'Name      Type        Secrets  Message\ninternal  controller        0'* ]]
model add-secret one password=x >/dev/null
[[ $(model secret-backends --format json) == '{"internal":{"backend":"controller","secrets":1,"status":"active"}}' ]]
[[ $(model show-secret-backend internal) == $'internal:\n  backend: controller\n  secrets: 1\n  status: active' ]]
expect_failure 1 'secret backend "vault" not found' model show-secret-backend vault
expect_failure 2 'must specify backend name' model show-secret-backend

for command in upgrade-model upgrade-controller; do
  [[ $(model "$command" --dry-run 2>&1) == 'no upgrades available' ]]
  expect_failure 1 'cannot upgrade to "9.9.9"' model "$command" --agent-version 9.9.9
done
expect_failure 1 'the dashboard is not available on controller "local"' model dashboard
