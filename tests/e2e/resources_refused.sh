#!/bin/bash
# Files that a charm does not take, or that are none, are refused in a sentence; nothing is deployed or replaced.
source "$(dirname "$0")/lib.sh"

cd "$scratch" || exit
echo first >first.txt
cp first.txt first.tar
mkdir folder.txt
deploy() { model deploy "$test_charms/reader" "$@"; }

# Before a controller is there, and without making one.
expect_failure 1 'file for resource "text" not found: "nothing.txt"' deploy --resource text=nothing.txt
expect_failure 2 'expected name=path format' deploy --resource text
expect_failure 2 'expected name=path format' deploy --resource =first.txt
expect_failure 2 'expected name=path format' deploy --resource text=
expect_failure 2 'resource "text" specified more than once' deploy --resource text=first.txt --resource text=first.txt
expect_failure 1 '"folder.txt" is not a file' deploy --resource text=folder.txt
expect_failure 1 '"/dev/null" is not a file' deploy --resource text=/dev/null
expect_failure 1 'revisions are those of a store' deploy --resource text=7
expect_failure 1 'unrecognized resource "stranger"' deploy --resource stranger=first.txt
expect_failure 1 'filename extension ".tar" must be .txt' deploy --resource text=first.tar
expect_failure 1 '"image" not found: "./none.yaml"' deploy --resource image=./none.yaml
expect_failure 1 'unrecognized resource "../text"' deploy --resource ../text=first.txt
[[ ! -e $MODEL_DATA/controllers/local ]]

model add-model main
deploy --resource text=first.txt
wait_for 40 unit_says reader/0 active "text=first"
expect_failure 2 'missing application name' model attach-resource
expect_failure 2 'no resource specified' model attach-resource reader
expect_failure 1 'application "nobody" not found' model attach-resource nobody text=first.txt
expect_failure 1 'resource "stranger" not found' model attach-resource reader stranger=first.txt
expect_failure 1 'filename extension ".tar" must be .txt' model attach-resource reader text=first.tar
truncate --size 9G huge.txt
expect_failure 1 'larger than the limit' model attach-resource reader text=huge.txt
expect_failure 1 'application "nobody" not found' model resources nobody
expect_failure 1 'unit "reader/7" not found' model resources reader/7
expect_failure 1 'neither an application nor a unit' model resources 'a b'

# To a charm that is in the model already, what is wrong is found by the controller.
expect_failure 1 'unrecognized resource "stranger"' model deploy local:reader-0 second --resource stranger=first.txt
expect_failure 1 'must be .txt' model deploy local:reader-0 second --resource text=first.tar
[[ -z $(of_status '.applications.second.charm') ]]
model deploy local:reader-0 second --resource text=first.txt
wait_for 40 unit_says second/0 active "text=first"

says() { model exec --unit reader/0 "$1 2>&1 && echo succeeded || true"; } # says COMMAND: where it must fail
[[ $(says 'resource-get ../text') == 'ERROR could not download resource: resource "../text" not found' ]]
[[ $(says 'resource-get image') == 'ERROR could not download resource: resource "image" not found' ]]
[[ $(says 'resource-get other') == 'ERROR could not download resource: resource "other" not found' ]]
[[ $(says resource-get) == 'ERROR missing required resource name' ]]
