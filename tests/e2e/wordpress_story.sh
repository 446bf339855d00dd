#!/bin/bash
# The main job: WordPress behind HAProxy on MariaDB, from charms and relations alone; then more of it, less of it, none of it.
source "$(dirname "$0")/lib.sh"

front_page() {
  local machine
  machine=$(of_status '.applications.haproxy.units["haproxy/0"]["public-address"]')
  curl --silent --fail --max-time 10 "http://$machine:8080/"
}
shows() { front_page | grep --fixed-strings "<title>$1</title>"; }
servers() { grep --count '^  server ' "$(charm_folder haproxy/0)/../workload/haproxy.cfg"; }
balances() { [[ $(servers) == "$1" ]]; }

model add-charm ./charms/mariadb
model add-charm ./charms/wordpress --config blog-title="The first title"
model add-charm ./charms/haproxy
model relate wordpress mariadb
model relate haproxy wordpress
wait_for 400 unit_says haproxy/0 active "balancing 1 server"
unit_says wordpress/0 active "The first title"
unit_says mariadb/0 active
shows "The first title"

# A title that is changed is changed on the page.
model config wordpress blog-title="The second title"
wait_for 180 shows "The second title"

# A second unit is a second server, of the same blog.
model add-unit wordpress
wait_for 240 unit_says haproxy/0 active "balancing 2 servers"
balances 2
unit_says wordpress/1 active "The second title"
model remove-unit --no-prompt wordpress/1
wait_for 180 balances 1

# The daemons are restarted when they die, and the passwords are in no log.
pids=$(cat "$(charm_folder wordpress/0)"/../workload/daemons/*/daemon.pid)
kill -KILL "$pids"
wait_for 60 shows "The second title"
secret=$(sed --quiet "s/^define('DB_PASSWORD', '\(.*\)');/\1/p" "$(charm_folder wordpress/0)/../workload/site/wp-config.php")
[[ -n $secret ]]
if log_lines "$secret"; then fail "the log holds the database's password"; fi

# Without its database the site is down and says why; with it, it is back with what it had.
model remove-relation wordpress mariadb
wait_for 180 unit_says wordpress/0 blocked "site is down: it needs a database"
wait_for 180 unit_says haproxy/0 waiting "no server"
if front_page >/dev/null; then fail "the site is still up"; fi
wait_for 180 no_relation mariadb db
model relate wordpress mariadb
wait_for 180 unit_says haproxy/0 active "balancing 1 server"
shows "The second title"

# Nothing is left of it in the end: not a process, not a file.
model remove-application --no-prompt haproxy wordpress
applications() { [[ $(of_status '.applications | keys | join(" ")') == "$1" ]]; }
wait_for 180 applications mariadb
# shellcheck disable=SC2046 # a list of pids
mapfile -t machine_processes < <(below $(running model-agent supervise))
model destroy-model --no-prompt default
wait_for 10 ended "${machine_processes[@]}"
machines=$(find "$MODEL_DATA" -path '*/machines/*' | head --lines=5)
[[ -z $machines ]] || fail "left: $machines"
