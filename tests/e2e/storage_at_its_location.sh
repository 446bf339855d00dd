#!/bin/bash
# Where mounting is permitted, a unit finds its storage at the place that its charm names, in its machine alone, and
# what is read-only cannot be written to; the host keeps nothing of it.
source "$(dirname "$0")/lib.sh"
unshare --mount true 2>/dev/null || exit 77

place=$scratch/srv
charm=$scratch/depot
cp --recursive "$test_charms/depot" "$charm"
sed --in-place "s|location: /srv|location: $place|" "$charm/metadata.yaml"
in_unit() { model exec --unit depot/0 -- "$1"; }

model add-charm "$charm" --storage books=2
wait_for 40 units_idle depot/0
[[ $(model show-storage data/2 --format json | jq --raw-output '.[].attachments.units["depot/0"].location') == "$place/depot" ]]
unit_says depot/0 active "books/0= books/1= data/2=depot/0"
[[ $(in_unit "cat '$place/depot/owners'; storage-get -s data/2 location") == $'depot/0\n'"$place/depot" ]]
[[ $(in_unit "storage-get -s books/1 location") == "$place/depot-books/books/1" ]]
in_unit "touch '$place/depot-books/books/1/file' 2>/dev/null || echo cannot" | grep --line-regexp cannot
[[ -z $(find "$place" -type f) ]] # the host sees empty folders

# What the unit has stays where it is when agent and supervisor start anew; a storage that goes is taken away.
for program in "model-agent run" "model-agent supervise"; do
  read -ra words <<<"$program"
  before=$(running "${words[@]}")
  kill -KILL "$before"
  changed() { [[ -n $(running "${words[@]}") && $(running "${words[@]}") != "$before" ]]; }
  wait_for 30 changed
done
wait_for 40 units_idle depot/0
[[ $(in_unit "cat '$place/depot/owners'") == depot/0 ]]
model remove-storage --force books/1
gone() { [[ $(in_unit "ls '$place/depot-books/books'") == 0 ]]; }
wait_for 20 gone

# A place that another unit of the machine has is not given twice.
model deploy "$charm" second --to 0
says_taken() { [[ $(of_status '.storage.storage["data/3"].status.message') == "\"$place/depot\" is taken by data/2 of depot/0" ]]; }
wait_for 20 says_taken
model remove-application --no-prompt second
unknown() { [[ -z $(of_status '.applications.second.charm') ]]; }
wait_for 30 unknown

model destroy-model --no-prompt default
[[ ! -e $place ]]
