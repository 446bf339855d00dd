#!/bin/bash
# The client's files of an earlier program are carried forward, those of a later one refused.
source "$(dirname "$0")/lib.sh"

model bootstrap localhost local --add-model shop
[[ $(cat "$MODEL_DATA/version") == 1 ]]
sed --in-place 's/admin/admin@local/' "$MODEL_DATA/models.yaml"
rm "$MODEL_DATA/version"
[[ $(model switch) == local:admin/shop ]]
grep --quiet admin@local "$MODEL_DATA/models.yaml"
model add-model lab
[[ $(cat "$MODEL_DATA/version") == 1 ]]
if grep --quiet admin@local "$MODEL_DATA/models.yaml"; then fail "the files were not carried forward"; fi
[[ $(model models --format json | jq --raw-output '[.models[]."short-name"] | sort | join(" ")') == *lab*shop* ]]

echo 2 >"$MODEL_DATA/version"
expect_failure 1 'were written by a newer version of this program' model models
expect_failure 1 'were written by a newer version of this program' model switch shop
echo 1 >"$MODEL_DATA/version"
model switch shop
