#!/bin/bash
# restore.sh          a table is lost, and put back from a backup by actions
# restore.sh --down   takes it down again, also after a run that was interrupted
#
# The operator runs actions of the database, and tells nobody else anything: the blog hears of the maintenance by its
# relation, shows a holding page while its articles are put back, and serves them again.
set -euo pipefail
cd "$(dirname "$0")/.."
source examples/lib.sh
# shellcheck disable=SC2034 # for lib.sh
readonly model_name=restore

result() { # result NAME ACTION…: runs an action of mariadb/0, and gives one of its results
  local name=$1
  shift
  model run mariadb/0 "$@" --format json | jq --raw-output --arg name "$name" '.[].results[$name]'
}

if [[ ${1:-} == --down ]]; then
  take_down
  exit
fi

step "a blog"
new_model
type_and_run model add-charm ./charms/mariadb
type_and_run model add-charm ./charms/wordpress --config blog-title="A blog worth keeping"
type_and_run model relate wordpress mariadb
watch_until_active
# shellcheck disable=SC2034 # for lib.sh
url=http://$(public_address wordpress):8080/
until_page "A blog worth keeping" 200

step "a backup"
echo "+ model run mariadb/0 backup"
backup=$(result backup backup)
echo "    $backup"
type_and_run model run mariadb/0 list-backups

step "somebody drops the wrong table"
type_and_run model exec --unit mariadb/0 'cd ../workload/data && mariadb --no-defaults --socket=server.sock --execute="DROP TABLE wordpress.wp_options"'
until_page "Database Error" 500

step "no restore while applications write"
refusal=$(type_and_run model run mariadb/0 restore backup="$backup" 2>&1)
echo "$refusal"
[[ $refusal == *"run announce-maintenance first"* ]]

step "it is put back, and visitors are asked to wait meanwhile"
type_and_run model run mariadb/0 announce-maintenance reason="restoring $backup"
until_page "Back in a moment" 503
type_and_run model run mariadb/0 restore backup="$backup"
type_and_run model run mariadb/0 end-maintenance
until_page "A blog worth keeping" 200
watch_until_active
take_down
