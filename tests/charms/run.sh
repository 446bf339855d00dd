#!/bin/bash
# run.sh PATH…: tries charms written elsewhere, as they are, and prints a table: charm, outcome, hooks, actions, message.
# A PATH is a charm (a folder or a .charm archive) or a folder of charms. Each gets a model of its own; the outcome
# is its unit's status once it rests, or why it was refused. One charm alone is shown with its hooks and its log.
# A subordinate gets our charm "source" as its principal, if it takes any (juju-info).
#   PERIAPT_RELATE="a:x b, c d"     all charms in one model, related so
#   PERIAPT_CONFIG="--config k=v"   further options of deploy
#   PERIAPT_ACTIONS="a, b k=v w=x"  run these actions of the first unit; "all": each there is, without parameters
#   PERIAPT_EXPECT="a=error b=refused"  outcomes that are right for these charms
#   PERIAPT_WAIT=300                seconds that a charm may take; 60 unless said otherwise
#   PERIAPT_VERBOSE=1               hooks and log of each
# Status 1 when a charm did not come to rest, was in error, or had another outcome than the one expected. A charm's hooks
# are programs that run with your rights: try strangers' charms in a container.
here=$(dirname "$(realpath "$0")") started_in=$PWD
source "$here/../e2e/lib.sh"
cd "$started_in" || exit

(($# > 0)) || fail "usage: tests/charms/run.sh PATH…"

is_charm() { [[ -f $1/metadata.yaml || $1 == *.charm ]] || grep --quiet '^type: *"\?charm' "$1/charmcraft.yaml" 2>/dev/null; }

charms_in() { # charms_in PATH…
  local path entry
  for path in "$@"; do
    if is_charm "$path"; then
      realpath "$path"
    else
      for entry in "$path"/*; do ! is_charm "$entry" || realpath "$entry"; done
    fi
  done
}

# All units, subordinates too, by application: what status says of them.
units_of_all='[.applications[].units // {} | to_entries[] | ., (.value.subordinates // {} | to_entries[])]'

settled() {
  [[ $(model status --format json 2>/dev/null | jq "$units_of_all"' | map(.value) |
      map(."juju-status".current == "idle" or ."workload-status".current == "error") | all') == true ]]
}

# Seen twice: between a change and the hook that it causes every unit is idle.
settle() {
  local end=$((SECONDS + ${PERIAPT_WAIT:-60}))
  until settled && sleep 0.5 && settled; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}

log_lines() { model debug-log --replay --no-tail --limit 100000 2>/dev/null; }

# first_unit APPLICATION: its name, or nothing of an application without.
first_unit() {
  model status --format json | jq --raw-output --arg name "$1/" \
    "$units_of_all | map(.key | select(startswith(\$name))) | .[0] // empty"
}
# unit_status UNIT PART: its workload status' current or message.
unit_status() {
  model status --format json | jq --raw-output --arg unit "$1" --arg part "$2" \
    "$units_of_all | from_entries[\$unit].\"workload-status\"[\$part] // empty"
}

outcomes=()
bad=0
note() { # note CHARM OUTCOME HOOKS ACTIONS MESSAGE
  local wanted
  outcomes+=("$(printf '%s\037%s\037%s\037%s\037%s' "$@")")
  wanted=$(grep --only-matching --perl-regexp "(?<![^ ])\Q$1\E=\K\S+" <<<"${PERIAPT_EXPECT-}") || wanted=
  if [[ -n $wanted ]]; then
    [[ $2 == "$wanted" ]] || bad=1
  elif [[ $2 == error || $2 == refused || $2 == *busy* ]]; then
    bad=1
  fi
}

show_details() {
  model status --relations
  printf '\nhooks that ran:\n'
  log_lines | grep --extended-regexp ' (ran|skipped) "' || true
  printf '\nwhat they logged:\n'
  log_lines | grep --extended-regexp 'juju-log|WARNING|ERROR' || true
}

# deploy_charm CHARM NAME: false when it was refused, and why is noted.
deploy_charm() {
  # shellcheck disable=SC2086 # several options
  model add-charm "$1" "$2" ${PERIAPT_CONFIG-} >"$scratch/said" 2>&1 && return
  note "$2" refused 0 - "$(grep --max-count=1 '^ERROR' "$scratch/said" | cut --characters=7-)"
  return 1
}

# An application's name has no part that is a number.
name_of() { basename "$1" .charm | tr 'A-Z_.' 'a-z--' | sed 's/-\([0-9]\)/-v\1/g'; }

# give_principal NAME: to an application that has no unit of its own.
give_principal() {
  local base
  [[ -z $(first_unit "$1") ]] || return 0
  base=$(of_status ".applications[\"$1\"].base | .name + \"@\" + .channel")
  if model add-charm "$test_charms/source" "host-of-$1" --base "$base" --force >"$scratch/said" 2>&1; then
    model relate "$1" "host-of-$1:juju-info" >>"$scratch/said" 2>&1 || true
  fi
}

# run_actions NAME UNIT: "done/all", and below "failed: …" those that were not completed.
run_actions() {
  local actions action words all=0 failed=()
  if [[ $PERIAPT_ACTIONS == all ]]; then
    mapfile -t actions < <(model actions "$1" --format json | jq --raw-output 'keys[]')
  else
    IFS=, read -r -a actions <<<"$PERIAPT_ACTIONS"
  fi
  for action in "${actions[@]}"; do
    read -r -a words <<<"$action"
    all=$((all + 1))
    model run "$2" "${words[@]}" --format json --wait "${PERIAPT_WAIT:-60}s" 2>/dev/null |
      jq --exit-status 'map(.status == "completed") | all' >/dev/null || failed+=("${words[0]}")
  done
  echo "$((all - ${#failed[@]}))/$all"
  ((${#failed[@]} == 0)) || echo "failed: ${failed[*]}"
}

look_at() { # look_at NAME
  local rest='' unit word acted=(-) hooks message
  give_principal "$1"
  settle || rest=" (still busy)"
  unit=$(first_unit "$1")
  if [[ -z $unit ]]; then
    note "$1" "no unit" 0 - "$(grep --max-count=1 '^ERROR' "$scratch/said" | cut --characters=7-)"
    return
  fi
  if [[ -n ${PERIAPT_ACTIONS-} ]]; then
    mapfile -t acted < <(run_actions "$1" "$unit")
    settle || rest=" (still busy)"
  fi
  word=$(unit_status "$unit" current)
  message=$(unit_status "$unit" message)
  hooks=$(log_lines | grep --count --extended-regexp "unit-$1-[0-9]+: .* ran \"") || true
  note "$1" "$word$rest" "$hooks" "${acted[0]}" "$message${acted[1]:+ (${acted[1]})}"
}

mapfile -t found < <(charms_in "$@")
((${#found[@]} > 0)) || fail "there is no charm at $*"
if [[ -n ${PERIAPT_RELATE-} ]]; then
  names=()
  for charm in "${found[@]}"; do deploy_charm "$charm" "$(name_of "$charm")" && names+=("$(name_of "$charm")"); done
  IFS=, read -r -a relations <<<"$PERIAPT_RELATE"
  for relation in "${relations[@]}"; do
    read -r -a ends <<<"$relation"
    model relate "${ends[@]}" || bad=1
  done
  for name in "${names[@]}"; do look_at "$name"; done
  show_details
else
  for charm in "${found[@]}"; do
    name=$(name_of "$charm")
    [[ ! -d $MODEL_DATA ]] || model add-model "try-$name" >/dev/null 2>&1
    if deploy_charm "$charm" "$name"; then
      look_at "$name"
      if ((${#found[@]} == 1)) || [[ -n ${PERIAPT_VERBOSE-} ]]; then show_details; fi
    fi
    model destroy-model --force --no-prompt "$(model show-model --format json 2>/dev/null | jq --raw-output 'keys[0]')" >/dev/null 2>&1 || true
  done
fi

printf '\n%-28s %-16s %5s %7s  %s\n' Charm Outcome Hooks Actions Message
for outcome in "${outcomes[@]}"; do
  IFS=$'\037' read -r name word hooks actions message <<<"$outcome"
  printf '%-28s %-16s %5s %7s  %s\n' "$name" "$word" "$hooks" "$actions" "$message"
done
trap - EXIT
: && (clean_up) # there is no more to show, also when a charm did not do well
exit "$bad"
