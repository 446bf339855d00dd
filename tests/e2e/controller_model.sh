#!/bin/bash
# The controller's own model: listed and shown as others are, but nothing is put into it and it ends with its controller.
source "$(dirname "$0")/lib.sh"

model bootstrap localhost local
[[ $(model models --format json | jq --compact-output '.models | map([."short-name", ."is-controller"])') == '[["controller",true]]' ]]
[[ $(model show-model controller --format json | jq '.controller."is-controller"') == true ]]
expect_failure 1 'No model in focus' model status
model add-model shop
[[ $(model models --format json | jq --compact-output '.models | map([."short-name", ."is-controller"])') == \
   '[["controller",true],["shop",false]]' ]]
[[ $(model status -m controller --format json | jq --compact-output '[.model.name, .applications]') == '["controller",{}]' ]]
expect_failure 1 'failed to create new model: model "controller" for admin already exists' model add-model controller
expect_failure 1 "is the controller's own and holds nothing else" model add-charm -m controller "$test_charms/source"
expect_failure 1 "is the controller's own and holds nothing else" model add-machine -m controller
expect_failure 1 "is a controller; use 'juju destroy-controller' to destroy it" model destroy-model controller --no-prompt --force

# Who was granted one model sees that one.
token=$(model add-user bob | grep --only-matching 'register [^ ]*' | cut --delimiter=' ' --fields=2)
model grant bob read shop
JUJU_DATA=$scratch/bob model register "$token" < <(printf 'secret\nsecret\n\n')
[[ $(JUJU_DATA=$scratch/bob model models --format json | jq --raw-output '.models[].name') == admin/shop ]]

model destroy-model shop --no-prompt
model destroy-controller local --no-prompt
