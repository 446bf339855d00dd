#!/bin/bash
# A backup holds what was supplied: units that are made anew from it get their files.
source "$(dirname "$0")/lib.sh"

cd "$scratch" || exit
echo kept >kept.txt
model add-model main
model deploy "$test_charms/reader" --resource text=kept.txt
wait_for 40 unit_says reader/0 active "text=kept"
model create-backup --filename "$scratch/b.tar.gz" >/dev/null
model kill-controller local --no-prompt

model restore-backup b.tar.gz second
model add-unit reader
wait_for 60 unit_says reader/1 active "text=kept"
model kill-controller second --no-prompt
