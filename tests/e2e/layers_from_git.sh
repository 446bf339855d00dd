#!/bin/bash
# Layers come out of git repositories that an index names; build.lock holds a build to what an earlier one took.
source "$(dirname "$0")/lib.sh"

git_do() { git -C "$scratch/$1" -c user.name=t -c user.email=t@x.org "${@:2}"; }
commit() { git_do "$1" add . && git_do "$1" commit --quiet --message x; }
build() { model charm build "$scratch/top" --output-dir "$scratch/built" "$@"; }
hook_says() { grep --quiet "$1" "$scratch/built/top/hooks/stop"; }

mkdir --parents "$scratch"/{far/inner/hooks,index/layers,top}
git init --quiet --initial-branch=main "$scratch/far"
git init --quiet --initial-branch=main "$scratch/index"
echo 'first {}' >"$scratch/far/inner/hooks/hook.template"
echo "{\"id\": \"far\", \"repo\": \"file://$scratch/far\", \"subdir\": \"inner\"}" >"$scratch/index/layers/far.json"
commit far
commit index
printf 'name: top\nsummary: s\ndescription: d\n' >"$scratch/top/metadata.yaml"
printf 'includes: ["layer:far"]\nrepo: here\n' >"$scratch/top/layer.yaml"

expect_failure 1 'or name an index of them with LAYER_INDEX' build
expect_failure 1 'there is no layer index at "absent"' build --layer-index absent
expect_failure 1 "cannot fetch file://$scratch/absent" build --layer-index "git+file://$scratch/absent"
expect_failure 1 "begins with git+https://, git+http:// or git+file://" build --layer-index ssh://host/index

build --layer-index "git+file://$scratch/index" --write-lock-file
hook_says 'first hook'
first=$(git_do far rev-parse HEAD)
jq --exit-status --arg commit "$first" '.locks[0] | .item == "layer:far" and .commit == $commit and .subdir == "inner"' "$scratch/top/build.lock"
jq --exit-status --arg commit "$first" '.layers[0].rev == $commit' "$scratch/built/top/.build.manifest"

echo 'second {}' >"$scratch/far/inner/hooks/hook.template"
commit far
export LAYER_INDEX=$scratch/index
build
hook_says 'first hook'
build --ignore-lock-file
hook_says 'second hook'

# What was fetched serves while the repository is away; a pinned commit without a word.
mv "$scratch/far" "$scratch/away"
build
build --ignore-lock-file 2>&1 | grep 'using what was fetched before'

# A charm from elsewhere gets nothing out of repositories on this machine.
git init --quiet --initial-branch=main "$scratch/served/repo"
cp "$scratch"/top/{metadata,layer}.yaml "$scratch/served/repo"
commit served/repo
tests/support/git_http_server.py "$scratch/served" >"$scratch/port" 2>"$scratch/server.log" &
wait_for 20 grep --quiet '[0-9]' "$scratch/port"
expect_failure 1 'a charm from elsewhere gets nothing from this machine' \
  model add-charm "git+http://127.0.0.1:$(cat "$scratch/port")/repo#main"
