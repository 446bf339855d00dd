#!/bin/bash
# The database's announcement and a controller that is killed. After it has reached the web unit: the holding page goes up
# while the controller is down. Before: it goes up once the controller is back.
source "$(dirname "$0")/lib.sh"
ln --symbolic "$(command -v model-agent)" "$scratch/juju-exec"
PATH=$scratch:$PATH

shows() { [[ $(curl --silent --max-time 10 --write-out '%{http_code}' "$url") == *"<title>$1</title>"*"$2" ]]; }
is_down() { [[ -z $(running modeld) ]]; }
kill_controller() {
  kill -KILL "$(running modeld)"
  wait_for 10 is_down
}

model add-charm ./charms/mariadb
model add-charm ./charms/wordpress
model relate wordpress mariadb
wait_for 400 unit_says wordpress/0 active
wait_for 180 units_idle wordpress/0 mariadb/0
url=http://$(of_status '.applications.wordpress.units["wordpress/0"]["public-address"]'):8080/
shows "A blog kept by its promises" 200

# After: the unit is busy when it is told, and the controller is gone before it acts.
juju-exec wordpress/0 "until [[ -e $scratch/go-on ]]; do sleep 0.1; done" &
busy=$!
model run mariadb/0 announce-maintenance reason="schema upgrade"
knows() { [[ $(model show-unit wordpress/0 --format json | jq --raw-output '.[]["relation-info"][]["related-units"]["mariadb/0"].data.state // empty') == maintenance ]]; }
wait_for 60 knows
told() { (($(find "$MODEL_DATA" \( -name 'state.db' -o -name 'state.db-wal' \) -exec grep --files-with-matches --text '"state":"maintenance"' {} + | wc --lines) >= 2)); }
wait_for 60 told
kill_controller
shows "A blog kept by its promises" 200 || fail "the page was up before the unit had time"
touch "$scratch/go-on"
wait "$busy"
wait_for 180 shows "Back in a moment" 503
is_down || fail "the controller was up again"
model run mariadb/0 end-maintenance # starts it again
wait_for 180 shows "A blog kept by its promises" 200

# Before: said on the database's machine while there is no controller; the web unit hears of it when it is back.
wait_for 180 units_idle wordpress/0 mariadb/0
kill_controller
# shellcheck disable=SC2016 # for the other shell
juju-exec mariadb/0 'state-set maintenance=upgrade; relation-set -r "$(relation-ids db)" state=maintenance'
shows "A blog kept by its promises" 200 || fail "the page was up without a controller"
model status >/dev/null
wait_for 180 shows "Back in a moment" 503
