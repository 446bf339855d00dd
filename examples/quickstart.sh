#!/bin/bash
# quickstart.sh          from a clean machine to WordPress behind HAProxy on MariaDB, which stays up
# quickstart.sh --down   takes it down again
set -euo pipefail
cd "$(dirname "$0")/.."
source tests/support/packages.sh
source examples/lib.sh
# shellcheck disable=SC2034 # for lib.sh
readonly model_name=quickstart

build() {
  cmake -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
  ninja -C build/release model modeld model-agent model-adapter hook-tool
}

if [[ ${1:-} == --down ]]; then
  take_down
  exit
fi

step "packages"
require_packages
step "build"
build

step "what an operator types"
new_model
type_and_run model add-charm ./charms/mariadb
type_and_run model add-charm ./charms/wordpress
type_and_run model add-charm ./charms/haproxy
type_and_run model relate wordpress mariadb
type_and_run model relate haproxy wordpress
echo "+ model status --watch 1s   # until all are active"
watch_until_active
type_and_run model status

step "the blog, through HAProxy"
url=http://$(public_address haproxy):8080/
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
