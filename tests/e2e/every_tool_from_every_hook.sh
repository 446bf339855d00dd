#!/bin/bash
# Two charms, in bash and in Python, that call every tool from every hook and fail where one answers otherwise than
# the contract says: over a whole life, with a second unit, a relation, a change of settings and a refresh.
source "$(dirname "$0")/lib.sh"

ran() { hooks_of "$1" | grep --quiet -- "$2"; } # ran UNIT HOOK
ran_twice() { (($(hooks_of "$1" | grep --count -- "$2") >= 2)); }
gone() { [[ -z $(of_status "$1") ]]; } # gone JQ-PATH

all_checked() { # all_checked UNIT…
  local unit
  for unit in "$@"; do unit_says "$unit" active "checked in" || return 1; done
  units_idle "$@"
}

model add-charm "$test_charms/probe-bash" one -n 2
model model-config update-status-hook-interval=10s
model deploy "$test_charms/probe-python" two -n 2
wait_for 60 all_checked one/0 one/1 two/0 two/1
model relate one:data two:data
wait_for 60 all_checked one/0 one/1 two/0 two/1
wait_for 30 ran one/0 "data-relation-changed two/1"
model config one text=other number=7
wait_for 30 ran_twice one/0 config-changed
model refresh one --path "$test_charms/probe-bash"
model refresh two --path "$test_charms/probe-python"
wait_for 60 ran one/1 upgrade-charm
wait_for 60 ran two/0 upgrade-charm
wait_for 60 all_checked one/0 one/1 two/0 two/1
model remove-unit one/1 --no-prompt
model remove-relation one two
wait_for 60 gone '.applications.one.units["one/1"]'
wait_for 60 ran one/0 data-relation-broken
wait_for 60 ran two/1 data-relation-broken
wait_for 60 all_checked one/0 two/0 two/1
model remove-application one two --no-prompt
wait_for 60 gone .applications.one
wait_for 60 gone .applications.two
