#!/bin/bash
# What is wrong with it is said in a clear sentence, with the exit status of the contract, and nothing is lost.
source "$(dirname "$0")/lib.sh"

new_charm() { # new_charm NAME: a copy of the test charm to spoil
  cp --recursive "$test_charms/source" "$scratch/$1"
}

model add-charm "$test_charms/source"
model add-charm "$test_charms/sink"

expect_failure 1 'no charm was found at "./nothing"' model add-charm ./nothing
mkdir "$scratch/empty"
expect_failure 1 'metadata.yaml' model add-charm "$scratch/empty"
new_charm broken-yaml
printf 'name: broken\nsummary: [unclosed\ndescription: d\n' >"$scratch/broken-yaml/metadata.yaml"
expect_failure 1 'line' model add-charm "$scratch/broken-yaml"
new_charm link-out
ln -s ../../../../etc/passwd "$scratch/link-out/passwd"
expect_failure 1 'links out of charm' model add-charm "$scratch/link-out"

# An archive that would write beside its folder.
mkdir "$scratch/archive"
cp "$test_charms/source/metadata.yaml" "$scratch/archive/" && echo x >"$scratch/escape"
(cd "$scratch/archive" && zip --quiet ../bad.charm metadata.yaml ../escape)
expect_failure 1 'escape' model add-charm "$scratch/bad.charm"

expect_failure 1 'already exists' model add-charm "$test_charms/source"
expect_failure 1 'unknown option "colour"' model config source colour=red
printf '\xff\xfe' >"$scratch/not-text"
expect_failure 1 'non-UTF-8' model config source token=@"$scratch/not-text"
expect_failure 1 'application "nobody" not found' model config nobody
expect_failure 1 'application "nobody" not found' model relate source nobody
expect_failure 1 'unit "source/9"' model remove-unit --no-prompt source/9
expect_failure 2 'option provided but not defined: --colour' model status --colour
expect_failure 2 "unrecognized args" model whoami extra

wait_for 30 unit_says source/0 active
