#!/bin/bash
# maintenance_mode.sh          the database announces maintenance; the web units put up a holding page by themselves
# maintenance_mode.sh --down   takes it down again, also after a run that was interrupted
#
# Nobody orchestrates: the action on mariadb/0 publishes one word. Each WordPress unit has a program for the named event
# `db-database-in-maintenance` of the interface contract (schemas/interfaces/mysql/v1.yaml) and runs it when it sees that
# word; HAProxy goes on serving what its servers answer.
set -euo pipefail
cd "$(dirname "$0")/.."
source examples/lib.sh
# shellcheck disable=SC2034 # for lib.sh
readonly model_name=maintenance

if [[ ${1:-} == --down ]]; then
  take_down
  exit
fi

step "a blog on two web servers"
new_model
type_and_run model add-charm ./charms/mariadb
type_and_run model add-charm ./charms/wordpress -n 2 --config blog-title="A blog that tells"
type_and_run model add-charm ./charms/haproxy
type_and_run model relate wordpress mariadb
type_and_run model relate haproxy wordpress
watch_until_active
# shellcheck disable=SC2034 # for lib.sh
url=http://$(public_address haproxy):8080/
until_page "A blog that tells" 200

step "the database announces maintenance"
type_and_run model run mariadb/0 announce-maintenance reason="schema upgrade"
until_page "Back in a moment" 503
type_and_run model events wordpress
type_and_run model status

step "and is done"
type_and_run model run mariadb/0 end-maintenance
until_page "A blog that tells" 200
watch_until_active
take_down
