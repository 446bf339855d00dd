#!/bin/bash
# Whatever is killed while WordPress is being deployed, it ends in the same place.
source "$(dirname "$0")/lib.sh"

kill_one_of() {
  local pids
  mapfile -t pids
  ((${#pids[@]} == 0)) || kill -KILL "${pids[RANDOM % ${#pids[@]}]}" 2>/dev/null || true
}

RANDOM=${PERIAPT_SEED:-7}
model add-charm ./charms/mariadb
model add-charm ./charms/wordpress
model add-charm ./charms/haproxy
model relate wordpress mariadb
model relate haproxy wordpress
for round in 1 2 3 4 5 6; do
  sleep 0.$((RANDOM % 10))
  running model-agent run | kill_one_of
  sleep 1.$((RANDOM % 10))
  ((round % 2)) || running modeld | kill_one_of
  model status >/dev/null # any command restarts a registered controller that is down
done
all_active() { unit_says haproxy/0 active "balancing 1 server" && unit_says wordpress/0 active && unit_says mariadb/0 active; }
wait_for 400 all_active
address=$(of_status '.applications.haproxy.units["haproxy/0"]["public-address"]')
curl --silent --fail "http://$address:8080/" | grep '<title>A blog kept by its promises</title>'
