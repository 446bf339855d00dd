#!/bin/bash
# A plain name is a charm of the store folder; what the store has now is what a refresh brings.
source "$(dirname "$0")/lib.sh"

mkdir "$scratch/store" "$scratch/elsewhere"
cp --recursive "$test_charms/source" "$scratch/store/fountain"
cd "$scratch/elsewhere" || exit
expect_failure 1 'no charm store is set' model add-charm fountain
MODEL_CHARM_STORE=$scratch/nowhere expect_failure 1 'is not a folder' model add-charm fountain
export MODEL_CHARM_STORE=$scratch/store
expect_failure 1 'charm or bundle "well" not found' model add-charm well
expect_failure 1 'Please use --revision' model add-charm fountain-3
expect_failure 2 'invalid channel "nowhere/fast"' model add-charm fountain --channel nowhere/fast
[[ -z $(of_status '.applications.source' 2>/dev/null) ]]

# The application is named as the charm says, not as the store does.
model deploy ch:fountain --channel edge 2>"$scratch/err"
grep --quiet 'Located charm "fountain" in charm-hub, revision 0' "$scratch/err"
grep --quiet 'Deploying "source" from charm-hub charm "fountain", revision 0 in channel latest/edge on ubuntu@24.04' "$scratch/err"
wait_for 40 units_idle source/0
[[ $(of_status '.applications.source | "\(.charm) \(."charm-origin") \(."charm-rev") \(."charm-channel")"') == "fountain charmhub 0 latest/edge" ]]
[[ $(model show-application source --format json | jq --raw-output .source.channel) == latest/edge ]]

model refresh source 2>"$scratch/err"
grep --quiet 'charm "fountain": already up-to-date' "$scratch/err"
model refresh source --channel beta 2>"$scratch/err"
grep --quiet 'Note: all future refreshes will now use channel "latest/beta"' "$scratch/err"
echo news >"$scratch/store/fountain/news"
model refresh source 2>"$scratch/err"
grep --quiet 'Added charm-hub charm "fountain", revision 1 in channel latest/beta, to the model' "$scratch/err"
has_news() { [[ -e $(charm_folder source/0)/news ]]; }
wait_for 20 has_news

# Another model may have another store; an uploaded charm is not the store's.
unset MODEL_CHARM_STORE
expect_failure 1 'no charm store is set' model refresh source
model model-config charm-store="$scratch/store" 2>"$scratch/err"
[[ ! -s $scratch/err ]]
[[ $(model refresh source 2>&1) == *"already up-to-date" ]]
model add-charm "$test_charms/sink"
expect_failure 1 'refreshing a local charm requires either --path or --switch' model refresh sink
