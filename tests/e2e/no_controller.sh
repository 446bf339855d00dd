#!/bin/bash
# Only add-charm, deploy and add-model start a first controller; everybody else says that there is none.
source "$(dirname "$0")/lib.sh"

expect_failure 1 'No controllers registered.' model status
expect_failure 1 'No controllers registered.' model relate a b
ln -s "$(command -v model)" "$scratch/juju"
expect_failure 1 'No controllers registered.' "$scratch/juju" deploy "$test_charms/source"
[[ -z $(our_processes) ]]
model add-model first
model models | grep first
