#!/bin/bash
# rolling_upgrade.sh          a site goes from version to version unit by unit, stops at a bad one, and is taken back
# rolling_upgrade.sh --down   takes it down again, also after a run that was interrupted
#
# The operator gives the application another revision of its charm, once; all units get it, and take turns by themselves
# (charms/layers/workload/lib/workload/turns.sh): they ask in their peer relation, the leader says whose turn it is. A visitor
# asks for the page all the time, and is answered each time.
set -euo pipefail
cd "$(dirname "$0")/.."
source examples/lib.sh
# shellcheck disable=SC2034 # for lib.sh
readonly model_name=rolling-upgrade
export CHARM_LAYERS_DIR=$PWD/charms/layers

# --- revisions of the charm -----------------------------------------------------------------------

new_version() { # new_version N: what its authors would do
  echo "$1" >"$scratch/site/version"
}

break_it() {
  sed --in-place 's/^import sys$/import sys, sistem/' "$scratch/site/src/app.py"
}

# --- a visitor --------------------------------------------------------------------------------------

visit() { # asks for the page until it is ended: a line for each time, "200 version N by UNIT" when all is well
  while sleep 0.05; do
    { front_page || true; } | sed --quiet 's/.*<p>\(version [^<]*\)<.*/\1/p; $p' | tac | paste --serial --delimiters=' '
  done
}

visitor=''
begin_visits() {
  visit >"$scratch/visits" &
  visitor=$!
}

end_visits() {
  [[ -z $visitor ]] || kill "$visitor"
  visitor=''
}

balances() { # balances COUNT
  grep --quiet "^haproxy/0 active balancing $1 servers" <<<"$(units)"
}

is_everywhere() { # is_everywhere VERSION: all three units are well, and serve it
  [[ $(units | grep --count "^site/. active version $1\$") == 3 ]]
}

# has_stopped VERSION: one unit has failed with what came after it, and two wait for their turn.
has_stopped() {
  [[ $(units | grep --count '^site/. error hook failed') == 1 &&
    $(units | grep --count "^site/. active version $1: waits for its turn") == 2 ]]
}

what_visitors_got() {
  local all failed
  all=$(wc --lines <"$scratch/visits")
  failed=$(grep --count --invert-match '^200 version' "$scratch/visits" || true)
  echo "    a visitor has asked $all times; failed: $failed; versions:"
  sed --quiet 's/^200 //p' "$scratch/visits" | sort --version-sort | uniq --count
  ((all >= 5 && failed == 0)) # a quick machine has done it within a second
}

if [[ ${1:-} == --down ]]; then
  take_down
  exit
fi
scratch=$(mktemp --directory /tmp/rolling-upgrade.XXXXXX)
trap 'end_visits || true; rm -r "$scratch"' EXIT
cp --recursive examples/site "$scratch/"

step "a site on three servers"
new_model
type_and_run model add-charm "$scratch/site" --num-units 3
type_and_run model add-charm ./charms/haproxy --config sticky=false --config balance=roundrobin
type_and_run model relate haproxy site
watch_until_active
watch_until balances 3
# shellcheck disable=SC2034 # for lib.sh
url=http://$(public_address haproxy):8080/
begin_visits

step "version 2"
new_version 2
type_and_run model refresh site --path "$scratch/site"
watch_until is_everywhere 2
what_visitors_got

step "version 3, which is bad: it stops at the first unit"
new_version 3
break_it
type_and_run model refresh site --path "$scratch/site"
watch_until has_stopped 2
type_and_run model why site
what_visitors_got

step "back to version 2"
type_and_run model refresh site --revision 1 --force-units
watch_until is_everywhere 2
what_visitors_got
end_visits
take_down
