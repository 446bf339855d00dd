#!/bin/bash
# Sets of commands that are forbidden in a model: refused by the controller, told with the operator's words.
source "$(dirname "$0")/lib.sh"

model add-model main
model add-charm "$test_charms/source"
model add-charm "$test_charms/sink"
[[ $(model disabled-commands 2>&1) == "No commands are currently disabled." ]]
[[ $(model disabled-commands --format json) == "[]" ]]
expect_failure 2 'missing command set' model disable-command
expect_failure 2 'bad command set, valid options: all, destroy-model, remove-object' model disable-command everything
expect_failure 2 'bad command set' model enable-command everything
expect_failure 1 'command set "all" is not disabled' model enable-command all

model disable-command destroy-model
expect_failure 1 'ERROR the operation has been blocked' model destroy-model --no-prompt main
expect_failure 1 'enable-command destroy-model' model destroy-model --no-prompt main --force
expect_failure 1 'already disabled' model disable-command destroy-model
model expose source
model unexpose source

model disable-command remove-object ask Ann first
expect_failure 1 'ask Ann first' model remove-application --no-prompt sink
expect_failure 1 'All operations that remove machines' model remove-unit --no-prompt sink/0
expect_failure 1 'ask Ann first' model remove-machine --no-prompt 0 --force
model relate source:token sink:token
expect_failure 1 'enable-command remove-object' model remove-relation source:token sink:token
[[ $(model disabled-commands --format json | jq --compact-output .) == '[{"command-set":"destroy-model"},{"command-set":"remove-object","message":"ask Ann first"}]' ]]
[[ $(model disabled-commands | tail --lines=1) == "remove-object      ask Ann first" ]]
model enable-command remove-object
model remove-relation source:token sink:token

# Everything that changes; looking, and what agents report, goes on.
model disable-command all
for change in 'config source token=x' 'expose source' 'add-unit source' "add-charm $test_charms/source other" \
  'relate source:token sink:spare' 'model-config update-status-hook-interval=1m' 'exec --unit source/0 true' 'remove-unit --no-prompt sink/0'; do
  # shellcheck disable=SC2086 # the words of the command
  expect_failure 1 'the operation has been blocked' model $change
done
expect_failure 1 'enable-command all' model plan expose source
wait_for 40 unit_says source/0 active "token is"
[[ $(model disabled-commands --all --format json | jq --compact-output '.[0] | [.name, ."disabled-commands"]') == '["admin/main",["all","destroy-model"]]' ]]

# They keep the controller, until somebody says otherwise.
expect_failure 1 'there are models with disabled commands' model destroy-controller local --destroy-all-models --no-prompt
model enable-destroy-controller
[[ $(model disabled-commands --all 2>&1) == "No commands are currently disabled." ]]
model expose source
model disable-command all
model kill-controller local --no-prompt
