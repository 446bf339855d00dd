#!/bin/bash
# A charm comes from an archive as well as from a folder, and the same charm may run under another name.
source "$(dirname "$0")/lib.sh"

(cd "$test_charms/source" && zip --quiet --recurse-paths --symlinks "$scratch/packed.charm" .)
model deploy "$scratch/packed.charm" first --config token=1
model deploy "$test_charms/source" second --config token=2
model add-charm "$test_charms/sink"
model relate sink:token first
model relate sink:token second
wait_for 40 unit_says sink/0 active "first/0=1 second/0=2"
[[ $(of_status '.applications.first.charm') == local:source-0 ]]
[[ $(of_status '.applications.second.charm') == local:source-1 ]]
