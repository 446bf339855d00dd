#!/bin/bash
# Files for what a charm declares: with the deployment and later, fetched once and again when another is supplied.
source "$(dirname "$0")/lib.sh"

cd "$scratch" || exit
echo first >first.txt
model add-model main
model deploy "$test_charms/reader" --resource text=first.txt
wait_for 40 unit_says reader/0 active "text=first other=nothing"
wait_for 20 units_idle reader/0
grep --quiet 'could not download resource: resource "other" not found' "$(charm_folder reader/0)/error"
resources=$(dirname "$(charm_folder reader/0)")/resources
inode=$(stat --format=%i "$resources/text/text.txt")

listed() { model resources "$1" --format json | jq --raw-output "[.resources? // .] | flatten[] | select(.name == \"text\") | $2"; }
[[ $(listed reader .fingerprint) == "$(sha384sum first.txt | cut --delimiter=' ' --fields=1)" ]]
[[ $(listed reader '"\(.resourceid) \(.revision) \(.size) \(.origin) \(.used) \(.path)"') == "reader/text 0 6 upload true text.txt" ]]
unit_has_it() { [[ $(listed reader/0 .revision) == 0 ]]; }
wait_for 20 unit_has_it
[[ $(model resources reader/0 | grep other) =~ ^other\ +-$ ]]
model resources reader --details | grep --quiet '^reader/0 *text *20..-..-..T..:.. *20'

# Another file: upgrade-charm, and the tool gives the new one. Two of one file name do not meet.
echo second >second.txt
model attach-resource reader other=second.txt
wait_for 20 unit_says reader/0 active "text=first other=second"
wait_for 20 units_idle reader/0
[[ $(hooks_of reader/0 | grep --count upgrade-charm) == 1 ]]
[[ $(stat --format=%i "$resources/text/text.txt") == "$inode" ]]
model attach-resource reader text=second.txt
wait_for 20 unit_says reader/0 active "text=second other=second"

# The same again is nothing new; what nobody has any more is not kept.
wait_for 20 units_idle reader/0
before=$(hooks_of reader/0)
model attach-resource reader text=second.txt
[[ $(hooks_of reader/0) == "$before" ]]
kept_file() { find "$MODEL_DATA" -path "*/charms/$(sha256sum "$1" | cut --delimiter=' ' --fields=1)"; }
[[ -n $(kept_file second.txt) && -z $(kept_file first.txt) ]]

# What a charm puts in its place is not what the tool gives.
rm "$resources/text/text.txt"
ln --symbolic /etc/passwd "$resources/text/text.txt"
[[ $(model exec --unit reader/0 "cat \"\$(resource-get text)\"") == second ]]
[[ ! -L $resources/text/text.txt ]]

# A large one is streamed; an empty one is a file too.
{ echo large && head --bytes=120M /dev/zero; } >large.txt
model attach-resource reader other=large.txt
wait_for 60 unit_says reader/0 active "text=second other=large"
cmp large.txt "$resources/other/text.txt"
: >empty.txt
model attach-resource reader other=empty.txt
is_empty() { [[ -f $resources/other/text.txt && ! -s $resources/other/text.txt ]]; }
wait_for 20 is_empty

# Units that come later have it too.
model add-unit reader
wait_for 40 unit_says reader/1 active "text=second other="

# A refresh may bring files: charm and file are one upgrade.
wait_for 20 units_idle reader/0 reader/1
before=$(hooks_of reader/0 | grep --count upgrade-charm)
echo third >third.txt
model refresh reader --path "$test_charms/reader" --resource text=third.txt
wait_for 20 unit_says reader/0 active "text=third other="
wait_for 20 units_idle reader/0 reader/1
[[ $(hooks_of reader/0 | grep --count upgrade-charm) == $((before + 1)) ]]
echo fourth >fourth.txt
model refresh reader --switch local:reader-1 --resource text=fourth.txt 2>&1 | grep --quiet 'resources to be upgraded'
wait_for 20 unit_says reader/0 active "text=fourth other="
expect_failure 1 'resource "nope"' model refresh reader --path "$test_charms/reader" --resource nope=third.txt
[[ $(model status --format json | jq --raw-output '.applications.reader."charm-rev"') == 1 ]]
