#!/bin/bash
# A refreshed charm replaces its own files and keeps the rest: what the charm made, its settings, its relations.
source "$(dirname "$0")/lib.sh"

in_charm() { [[ -e $(charm_folder "$1")/$2 ]]; } # in_charm UNIT FILE

charm=$scratch/source
cp --recursive "$test_charms/source" "$charm"
touch "$charm/only-in-the-first"
model add-charm "$charm" --config token=first
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=first"
touch "$(charm_folder source/0)/.unit-state.db"

expect_failure 1 'refreshing a local charm requires either --path or --switch' model refresh source
expect_failure 1 'cannot refresh "source" to "sink"' model refresh source --path "$test_charms/sink"
expect_failure 2 '--path and --switch are mutually exclusive' model refresh source --path "$charm" --switch "$charm"

rm "$charm/only-in-the-first"
touch "$charm/only-in-the-second"
model refresh source --path "$charm" 2>&1 | grep --fixed-strings 'Added local charm "source", revision 1, to the model'
wait_for 30 in_charm source/0 only-in-the-second
wait_for 30 units_idle source/0
[[ ! -e $(charm_folder source/0)/only-in-the-first && -e $(charm_folder source/0)/.unit-state.db ]]
[[ $(hooks_of source/0 | tail --lines=2) == $'upgrade-charm\nconfig-changed' ]]
[[ $(of_status '.applications.source["charm-rev"]') == 1 && $(model config source token) == first ]]

# What is used stays.
sed --in-place '/^provides:/,$d' "$charm/metadata.yaml"
expect_failure 1 'would break relation "sink:token source:token"' model refresh source --path "$charm"
[[ $(of_status '.applications.source["charm-rev"]') == 1 ]]

# A unit in error keeps its charm until it is resolved, or --force-units says otherwise.
model config source failing-hook=config-changed
wait_for 30 unit_says source/0 error 'hook failed: "config-changed"'
model refresh source --switch local:source-0
model config source failing-hook=
model resolved source/0
wait_for 30 in_charm source/0 only-in-the-first
wait_for 30 units_idle source/0

model config source failing-hook=config-changed
wait_for 30 unit_says source/0 error 'hook failed: "config-changed"'
before=$(hooks_of source/0 | grep --count upgrade-charm)
model refresh source --switch local:source-1 --force-units
wait_for 30 in_charm source/0 only-in-the-second
unit_says source/0 error 'hook failed: "config-changed"' || fail "it left the error: $(model status)"
model config source failing-hook=
model resolved source/0
wait_for 30 units_idle source/0
[[ $(hooks_of source/0 | grep --count upgrade-charm) == "$before" ]] || fail "upgrade-charm ran: $(hooks_of source/0)"
model refresh source --switch local:source-0
wait_for 30 in_charm source/0 only-in-the-first
wait_for 30 units_idle source/0
expect_failure 1 'charm "local:source-7" not found' model refresh source --revision 7
model refresh source --revision 1
wait_for 30 in_charm source/0 only-in-the-second
model refresh source --revision 0
wait_for 30 in_charm source/0 only-in-the-first
wait_for 30 units_idle source/0
[[ $(model refresh source --switch local:source-0 2>&1) == 'charm "source": already up-to-date' ]]
