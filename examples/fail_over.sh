#!/bin/bash
# fail_over.sh          the machine of a database dies, another unit takes over, and the blog goes on
# fail_over.sh --down   takes it down again, also after a run that was interrupted
#
# The script pulls the plug, looks, and fetches pages. That the primary is gone, who has received the most, and who is the
# primary now: the units find that out and tell each other by their relations. It takes up to a minute, for so long the
# dead leader's lease may last, and until then nobody else may decide.
set -euo pipefail
cd "$(dirname "$0")/.."
source examples/lib.sh
# shellcheck disable=SC2034 # for lib.sh
readonly model_name=fail-over

# --- the machine's plug -------------------------------------------------------------------------

on() { # on UNIT COMMAND
  model exec --model "$model_name" --unit "$1" "$2"
}

below() { # below PID: all its descendants
  local child
  for child in $(pgrep --parent "$1"); do
    echo "$child"
    below "$child"
  done
}

# pull_the_plug UNIT: everything on its machine is killed at once. Only the supervisor is just stopped: the controller
# would have a machine whose supervisor is gone back within a second.
pull_the_plug() {
  # shellcheck disable=SC2016 # for the unit's shell, which is the supervisor's child
  supervisor=$(on "$1" 'echo $PPID')
  kill -STOP "$supervisor"
  mapfile -t pids < <(below "$supervisor")
  kill -KILL "${pids[@]}"
}

plug_in() {
  kill -KILL "$supervisor"
}

# --- what can be seen ---------------------------------------------------------------------------

primary() { # the unit that says it is; a dead one says for ever what it said last
  units | sed --quiet 's/^\(mariadb[^ ]*\) active primary: .*/\1/p' | grep --invert-match --line-regexp "${dead:-none}"
}

is() { # is UNIT MESSAGE
  grep --quiet --line-regexp "$1 active $2" <<<"$(units)"
}

# watch_until COMMAND…: shows each line of the status as it changes, until COMMAND is true.
watch_until() {
  local shown now end=$((SECONDS + 300))
  shown=$(units)
  until "$@"; do
    ((SECONDS < end)) || {
      echo "this did not become true: $*; look at: model status, model debug-log" >&2
      return 1
    }
    sleep 0.5
    now=$(units)
    comm -13 <(sort <<<"$shown") <(sort <<<"$now") | sed 's/^/    /'
    shown=$now
  done
}

write_article() { # write_article TITLE
  # shellcheck disable=SC2016 # for PHP
  on wordpress/0 "php -r 'require \"../workload/site/wp-load.php\";
    exit(wp_insert_post([\"post_title\" => \"$1\", \"post_status\" => \"publish\", \"post_content\" => \"…\"]) > 0 ? 0 : 1);'"
  echo "    written: $1"
}

shows() { # shows TITLE
  [[ $(front_page) == *"$1"* ]]
}

# writers: how many of the servers would take a write.
writers() {
  model exec --model "$model_name" --application mariadb 'cd ../workload/data && mariadb --no-defaults --socket=server.sock \
    --skip-column-names --execute="SELECT CONCAT(\"read-only: \", @@read_only)"' | grep --count 'read-only: OFF'
}

if [[ ${1:-} == --down ]]; then
  take_down
  exit
fi

step "a blog, and a database of three units"
new_model
type_and_run model add-charm ./charms/mariadb --num-units 3
type_and_run model add-charm ./charms/wordpress --config blog-title="A blog that goes on"
type_and_run model relate wordpress mariadb
watch_until_active
# shellcheck disable=SC2034 # for lib.sh
url=http://$(public_address wordpress):8080/
write_article "Before the storm"
shows "Before the storm"

step "the primary's machine loses its power"
dead=none
first=$(primary)
pull_the_plug "$first"
dead=$first
echo "    $first is dead: its agent, its server, all of it"
until_page "Database Error" 500

step "nobody is told anything"
watch_until shows "Before the storm"
echo "    $(primary) is the primary, and visitors see the article from before"
write_article "After the storm"
shows "After the storm"

step "the old primary comes back, and finds that it is a replica now"
plug_in
watch_until is "$first" "replica of $(primary)"
[[ $(writers) == 1 ]]
echo "    one of the three writes"

watch_until_active
take_down
