#!/bin/bash
# Charms out of git repositories: channels, refresh and back again, names of a store index, an unreachable repository.
source "$(dirname "$0")/lib.sh"

git_do() { git -C "$scratch/repo" -c user.name=t -c user.email=t@x.org "$@"; }
commit() { # commit TEXT: the charm in demo/ now says TEXT
  printf '#!/bin/sh\nstatus-set active "%s"\n' "$1" >"$scratch/repo/demo/hooks/update-status"
  chmod +x "$scratch/repo/demo/hooks/update-status"
  for hook in start upgrade-charm; do ln --symbolic --force update-status "$scratch/repo/demo/hooks/$hook"; done
  git_do add . && git_do commit --quiet --message "$1"
}
origin() { model charm origin demo | sed --quiet "s/^$1: //p"; }

mkdir --parents "$scratch/repo/demo/hooks"
git init --quiet --initial-branch=main "$scratch/repo"
printf 'name: demo\nsummary: A demonstration\ndescription: d\nprovides: {site: {interface: http}}\n' >"$scratch/repo/demo/metadata.yaml"
commit one
git_do tag demo/stable
address=git+file://$scratch/repo

# Wrong input is told before a controller is started.
expect_failure 1 'names no charm in a git repository' model add-charm git+ssh://host/x
expect_failure 1 'does not belong into an address' model add-charm git+https://me:secret@host/x
expect_failure 1 "cannot fetch file://$scratch/absent" model add-charm "git+file://$scratch/absent"
expect_failure 1 'has no channel, tag or branch "nightly": it has demo/stable, main' model add-charm "$address#nightly:demo"
expect_failure 1 'has no folder "absent"' model add-charm "$address#:absent"
expect_failure 1 'no charm store is set' model find demo
[[ ! -e $MODEL_DATA/controllers.yaml ]] || fail "a controller was started"

export MODEL_CHARM_STORE=$address
model find http | grep --quiet '^demo'
model info demo | grep --quiet 'summary: A demonstration'
model download demo --filepath "$scratch/demo.charm"
python3 -m zipfile --list "$scratch/demo.charm" | grep --quiet hooks/start
expect_failure 1 'no charm "absent" in' model info absent

model add-charm demo
wait_for 40 unit_says demo/0 active one
[[ $(origin source) == "$address#stable:demo" ]]
first=$(origin commit)
[[ $first == "$(git_do rev-parse HEAD)" ]]
[[ $(model refresh demo 2>&1) == 'charm "demo": already up-to-date' ]]

# A charm of layers is built of what lies beside it in the repository; no program runs for it.
mkdir --parents "$scratch/repo/of-layers/hooks" "$scratch/repo/layers/low"
printf 'name: of-layers\nsummary: s\ndescription: d\n' >"$scratch/repo/of-layers/metadata.yaml"
echo "includes: ['layer:low']" >"$scratch/repo/of-layers/layer.yaml"
printf '#!/bin/sh\n. ./words\n' >"$scratch/repo/of-layers/hooks/start"
chmod +x "$scratch/repo/of-layers/hooks/start"
echo "status-set active 'said by the layer'" >"$scratch/repo/layers/low/words"
git_do add . && git_do commit --quiet --message layers
model add-charm "$address#main:of-layers" 2>"$scratch/err"
grep --quiet 'Built charm "of-layers" from layer:low, of-layers' "$scratch/err"
wait_for 40 unit_says of-layers/0 active 'said by the layer'
[[ $(model charm origin of-layers --format json | jq --raw-output '.layers."layer:low"') == "$(git_do rev-parse HEAD)" ]]
echo package >"$scratch/repo/layers/low/wheelhouse.txt"
git_do add . && git_do commit --quiet --message packages
expect_failure 1 'would run programs of its choice here' model add-charm "$address#main:of-layers" other

# A channel is followed, an earlier revision is gone back to.
commit two
[[ $(model refresh demo 2>&1) == 'charm "demo": already up-to-date' ]]
model refresh demo --channel edge
wait_for 40 unit_says demo/0 active two
git_do tag --force demo/stable
commit three
model refresh demo
wait_for 40 unit_says demo/0 active three
model refresh demo --revision 0
wait_for 40 unit_says demo/0 active one
[[ $(origin commit) == "$first" ]]
expect_failure 1 'charm "local:demo-9" not found' model refresh demo --revision 9

# What was fetched serves while the repository is away; what was not is refused.
mv "$scratch/repo" "$scratch/away"
model refresh demo 2>&1 | grep 'using what was fetched before'
wait_for 40 unit_says demo/0 active two
model add-charm "$address#$first:demo" pinned
[[ $(model charm origin pinned | sed --quiet 's/^commit: //p') == "$first" ]]
