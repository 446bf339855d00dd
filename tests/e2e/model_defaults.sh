#!/bin/bash
# New models inherit the defaults of their controller; what one command prints, another takes.
source "$(dirname "$0")/lib.sh"

model add-model first
model model-defaults automatically-retry-hooks=false mode=
model model-defaults localhost/localhost http-proxy=http://proxy:3128
model model-defaults | grep --extended-regexp '^automatically-retry-hooks +true +false$'
model add-model second
[[ $(model model-config automatically-retry-hooks) == False && $(model model-config -m first automatically-retry-hooks) == True ]]
[[ $(model model-config --format json | jq --raw-output '[."automatically-retry-hooks".Source, ."http-proxy".Source, ."no-proxy".Source] | join(" ")') == "controller region default" ]]
model model-config automatically-retry-hooks=true
model model-config --reset automatically-retry-hooks
[[ $(model model-config automatically-retry-hooks) == False ]]

model model-config --format yaml >"$scratch/settings"
model model-config --ignore-read-only-fields --file "$scratch/settings"
expect_failure 1 '"agent-version" must be set via "upgrade-model"' model model-config --file "$scratch/settings"
model model-defaults --format yaml >"$scratch/defaults"
model model-defaults --reset mode,automatically-retry-hooks
[[ $(model model-defaults --format json mode | jq '.mode | has("controller")') == false ]]
model model-defaults --ignore-read-only-fields --file - <"$scratch/defaults"
[[ $(model model-defaults --format json automatically-retry-hooks | jq '."automatically-retry-hooks".controller') == false ]]
expect_failure 1 'there are no default model values for "nope"' model model-defaults nope
expect_failure 1 'cloud "aws" not found' model model-defaults aws/eu x=y
