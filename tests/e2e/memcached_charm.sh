#!/bin/bash
# Memcached by Ansible: it answers related applications where they were told to ask.
source "$(dirname "$0")/lib.sh"

mkdir "$scratch/client"
printf 'name: client\nsummary: s\ndescription: d\nrequires:\n  cache:\n    interface: memcache\n' >"$scratch/client/metadata.yaml"
model add-charm "$scratch/client"
model add-charm ./charms/memcached --config size-mb=16
model relate client memcached
published() { model exec --unit client/0 "relation-get -r \$(relation-ids cache) $1 memcached/0"; }
known() { [[ $(published port) == 11211 ]]; }
wait_for 120 known
unit_says memcached/0 active

answer() { # answer COMMAND LINE…: the last line that Memcached answers
  local line
  exec 3<>"/dev/tcp/$(published host)/$(published port)"
  printf '%s\r\nquit\r\n' "$1" >&3
  mapfile -t lines <&3
  exec 3>&-
  line=$(printf '%s\n' "${lines[@]}" | grep "$2")
  echo "${line%$'\r'}"
}
[[ $(answer stats limit_maxbytes) == "STAT limit_maxbytes 16777216" ]]
[[ $(of_status '.applications.memcached.version') == 1.* ]]

# the daemon is started again when it dies
pid=$(cat "$(charm_folder memcached/0)"/../workload/daemons/memcached/daemon.pid)
kill -KILL "$pid"
back() { [[ $(answer stats limit_maxbytes) == "STAT limit_maxbytes 16777216" ]]; }
wait_for 30 back
