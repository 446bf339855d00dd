#!/bin/bash
# object_cache.sh          a blog that keeps in Redis what it would ask its database again and again
# object_cache.sh --down   takes it down again, also after a run that was interrupted
#
# Four charms by four tools: MariaDB and HAProxy by Bash, WordPress by Puppet, Redis by CFEngine. The cache is a relation:
# with it each web unit is told where Redis is and with which password, without it the blog goes on as before.
set -euo pipefail
cd "$(dirname "$0")/.."
source examples/lib.sh
# shellcheck disable=SC2034 # for lib.sh
readonly model_name=object-cache

visit() { # visit TIMES
  local i page
  for ((i = 0; i < $1; i++)); do
    page=$(curl --silent --show-error --fail --max-time 30 "$url")
    [[ $page == *"<title>A blog with a memory</title>"* ]]
  done
}

# hits: how often Redis has had what it was asked for; 0 while it does not answer. Its password stays on its machine.
hits() {
  local count
  # shellcheck disable=SC2016 # for the unit's shell
  count=$(model exec --model "$model_name" --unit redis/0 'REDISCLI_AUTH=$(cat ../workload/password) \
    redis-cli -h "$(unit-get private-address)" -p "$(config-get port)" info stats 2>/dev/null |
    tr --delete "\r" | sed --quiet "s/^keyspace_hits://p"')
  echo "${count:-0}"
}

# wait_until_true COMMAND…
wait_until_true() {
  local end=$((SECONDS + 300))
  until "$@"; do
    ((SECONDS < end)) || {
      echo "this did not become true: $*; look at: model status, model debug-log" >&2
      return 1
    }
    sleep 0.5
  done
}

is_cached() { # the drop-in is in place, and a visit is answered from Redis
  local before
  before=$(hits)
  visit 1 && (($(hits) > before))
}

is_not_cached() { ! is_cached; }

if [[ ${1:-} == --down ]]; then
  take_down
  exit
fi

step "a blog and a cache"
new_model
type_and_run model add-charm ./charms/mariadb
type_and_run model add-charm ./charms/redis --config max-memory-mb=32
type_and_run model add-charm ./charms/wordpress --config blog-title="A blog with a memory"
type_and_run model add-charm ./charms/haproxy
type_and_run model relate wordpress mariadb
type_and_run model relate wordpress:cache redis
type_and_run model relate haproxy wordpress
watch_until_active
url=http://$(public_address haproxy):8080/

step "visitors, and what Redis had for them"
wait_until_true is_cached
before=$(hits)
visit 5
echo "    five visits: $(($(hits) - before)) answers from Redis instead of MariaDB"

step "Redis dies, and is back: nobody notices"
# shellcheck disable=SC2016 # for the unit's shell
type_and_run model exec --unit redis/0 'kill -KILL "$(cat ../workload/daemons/redis/daemon.pid)"'
visit 2
wait_until_true is_cached

step "the cache is taken away: the blog asks its database again"
type_and_run model remove-relation wordpress:cache redis
wait_until_true is_not_cached
visit 2
watch_until_active
take_down
