#!/bin/bash
# quickstart.sh          from a clean machine to WordPress behind HAProxy on MariaDB, which stays up
# quickstart.sh --down   takes it down again
set -euo pipefail
cd "$(dirname "$0")/.."
source tests/support/packages.sh
PATH=$PWD/build/release/bin:$PATH
readonly model_name=quickstart

step() { printf '\n=== %s\n' "$*"; }

# As an operator would type it.
type_and_run() {
  echo "+ $*"
  "$@"
}

build() {
  cmake -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
  ninja -C build/release model modeld model-agent hook-tool
}

# units: one line "UNIT STATUS MESSAGE" for each unit.
units() {
  model status --model "$model_name" --format json | jq --raw-output '
    .applications[].units // {} | to_entries[] |
    "\(.key) \(."value"."workload-status".current) \(."value"."workload-status".message // "")"'
}

# Shows each line of the status as it changes, until every unit is active.
watch_until_active() {
  local shown='' now end=$((SECONDS + 600))
  while ((SECONDS < end)); do
    now=$(units)
    comm -13 <(sort <<<"$shown") <(sort <<<"$now") | sed 's/^/    /'
    shown=$now
    grep --quiet --invert-match ' active ' <<<"$now" || return 0
    sleep 1
  done
  echo "not everything is active after ten minutes; look at: model status, model debug-log" >&2
  return 1
}

take_down() {
  type_and_run model destroy-model --no-prompt "$model_name"
  echo "The model is gone, with its machines. The controller stays; to end it too: model destroy-controller local"
}

if [[ ${1:-} == --down ]]; then
  take_down
  exit
fi

step "packages"
require_packages
step "build"
build
if model show-model "$model_name" >/dev/null 2>&1; then
  echo "A model \"$model_name\" is there already. Look at it: model status -m $model_name. Take it down: examples/quickstart.sh --down" >&2
  exit 1
fi

step "what an operator types"
type_and_run model add-model "$model_name"
type_and_run model add-charm ./charms/mariadb
type_and_run model add-charm ./charms/wordpress
type_and_run model add-charm ./charms/haproxy
type_and_run model relate wordpress mariadb
type_and_run model relate haproxy wordpress
echo "+ model status --watch 1s   # until all are active"
watch_until_active
type_and_run model status

step "the blog, through HAProxy"
address=$(model status --format json | jq --raw-output '.applications.haproxy.units[]."public-address"')
url=http://$address:8080/
title=$(curl --silent --show-error --fail "$url" | sed --quiet 's/.*<title>\(.*\)<\/title>.*/\1/p')
cat <<EOT
Title: $title
Open:  $url

To look around:
  export PATH=$PWD/build/release/bin:\$PATH
  model status                                   what runs, and how it is
  model config wordpress blog-title="Our blog"   promises change, hooks follow
  model add-unit wordpress                       a second server behind HAProxy
  model remove-relation wordpress mariadb        the site goes down and says why
  model debug-log --tail                         every hook, as it runs
To take it down:
  examples/quickstart.sh --down
EOT
