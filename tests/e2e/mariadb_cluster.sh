#!/bin/bash
# A cluster of MariaDB: planned switch-over, a primary that is removed, one that dies with writes that nobody else has.
source "$(dirname "$0")/lib.sh"

query() { # query UNIT SQL: at its server, as its administrator
  (cd "$(charm_folder "$1")/../workload/data" &&
    mariadb --no-defaults --socket=server.sock --batch --skip-column-names --execute="$2")
}
has() { # has UNIT VALUE: the row is there
  [[ $(query "$1" "SELECT COUNT(*) FROM shop.orders WHERE item = '$2'") == 1 ]]
}
writers() { # writers UNIT…: those whose server takes writes
  local unit
  for unit in "$@"; do [[ $(query "$unit" 'SELECT @@global.read_only') != 0 ]] || echo "$unit"; done
}
refused() { # refused TEXT ACTION…: the action fails and says TEXT
  local text=$1
  shift
  model run "$@" >"$scratch/out" 2>&1 || true
  grep --quiet --fixed-strings -- "$text" "$scratch/out" || fail "$* did not say \"$text\" but: $(cat "$scratch/out")"
}

model add-charm ./charms/mariadb
wait_for 120 unit_says mariadb/0 active ready
model add-unit mariadb -n 2
wait_for 60 unit_says mariadb/1 active "replica of mariadb/0"
wait_for 60 unit_says mariadb/2 active "replica of mariadb/0"
query mariadb/0 "CREATE DATABASE shop; CREATE TABLE shop.orders (item VARCHAR(20)); INSERT INTO shop.orders VALUES ('first')"
wait_for 10 has mariadb/1 first
wait_for 10 has mariadb/2 first
[[ $(writers mariadb/0 mariadb/1 mariadb/2) == mariadb/0 ]]

# Only the leader switches over, and only to a unit that can take over.
refused "model run mariadb/leader" mariadb/1 switch-over
refused "is the primary already" mariadb/leader switch-over to=mariadb/0
refused "is no unit of this cluster" mariadb/leader switch-over to=mariadb/9
refused "run it on the primary mariadb/0" mariadb/1 announce-maintenance
model run mariadb/leader switch-over to=mariadb/2
wait_for 60 unit_says mariadb/2 active "primary: ready"
wait_for 60 unit_says mariadb/0 active "replica of mariadb/2"
wait_for 60 unit_says mariadb/1 active "replica of mariadb/2"
[[ $(writers mariadb/0 mariadb/1 mariadb/2) == mariadb/2 ]]
query mariadb/2 "INSERT INTO shop.orders VALUES ('second')"
wait_for 10 has mariadb/0 second
wait_for 10 has mariadb/1 second

# A server that dies is started again read-only, and writes again when its unit has looked.
kill -KILL "$(cat "$(charm_folder mariadb/2)/../workload/daemons/mariadbd/daemon.pid")"
writes_again() { [[ $(writers mariadb/2) == mariadb/2 ]]; }
wait_for 60 writes_again

# It dies in announced maintenance, with a write that no replica has got. The maintenance goes on elsewhere; the write is set
# aside where it was, and said.
model run mariadb/2 announce-maintenance reason='a "larger" schema'
for unit in mariadb/0 mariadb/1; do query "$unit" 'STOP SLAVE IO_THREAD'; done
query mariadb/2 "INSERT INTO shop.orders VALUES ('third')"
# shellcheck disable=SC2016 # for the unit's shell
supervisor=$(model exec --unit mariadb/2 'echo $PPID')
kill -STOP "$supervisor"
mapfile -t dead < <(below "$supervisor" | sed 1d)
kill -KILL "${dead[@]}"
model config mariadb max-connections=90 # a reason for the leader to look
wait_for 60 unit_says mariadb/0 maintenance 'a "larger" schema: applications have been told'
model run mariadb/0 end-maintenance
wait_for 60 unit_says mariadb/0 active "primary: ready"
query mariadb/0 "INSERT INTO shop.orders VALUES ('fourth')"
wait_for 60 unit_says mariadb/1 active "replica of mariadb/0"
kill -KILL "$supervisor"
wait_for 60 unit_says mariadb/2 active "replica of mariadb/0; writes that nobody else has are in set-aside-"
has mariadb/2 fourth
if has mariadb/2 third; then fail "a write that only the dead primary had came back"; fi
command grep --quiet third "$(charm_folder mariadb/2)"/../workload/set-aside-*/binlog.0*
[[ $(writers mariadb/0 mariadb/1 mariadb/2) == mariadb/0 ]]

# The primary is removed: what it has goes to the others, and one of them is the primary.
query mariadb/0 "INSERT INTO shop.orders VALUES ('fifth')"
model remove-unit --no-prompt mariadb/0
new_primary() { unit_says mariadb/1 active "primary: " || unit_says mariadb/2 active "primary: "; }
wait_for 90 new_primary
has mariadb/1 fifth
wait_for 20 has mariadb/2 fifth
[[ $(writers mariadb/1 mariadb/2 | wc --lines) == 1 ]]
