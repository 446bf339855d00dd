#!/bin/bash
# run.sh PATH…: tries charms written elsewhere, as they are, and prints a table: charm, outcome, hooks, message.
# A PATH is a charm (a folder or a .charm archive) or a folder of charms. Each gets a model of its own; the outcome
# is its unit's status once it rests, or why it was refused. One charm alone is shown with its hooks and its log.
#   PERIAPT_RELATE="a:x b, c d"   all charms in one model, related so
#   PERIAPT_CONFIG="--config k=v" further options of deploy
#   PERIAPT_WAIT=300              seconds that a charm may take; 60 unless said otherwise
#   PERIAPT_VERBOSE=1             hooks and log of each
# Status 1 when a charm did not come to rest or was in error. A charm's hooks are programs that run with your rights:
# try strangers' charms in a container.
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

settled() {
  [[ $(model status --format json 2>/dev/null | jq '[.applications[].units // {} | .[] |
      ."juju-status".current == "idle" or ."workload-status".current == "error"] | all') == true ]]
}

settle() {
  local end=$((SECONDS + ${PERIAPT_WAIT:-60}))
  until settled; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}

log_lines() { model debug-log --replay --no-tail --limit 100000 2>/dev/null; }

# unit_word APPLICATION: "active", "error", …; "no unit" of an application without.
unit_word() { of_status ".applications[\"$1\"].units // {} | [.[]][0][\"workload-status\"].current" | grep . || echo "no unit"; }
unit_message() { of_status ".applications[\"$1\"].units // {} | [.[]][0][\"workload-status\"].message"; }

outcomes=()
note() { outcomes+=("$(printf '%s\t%s\t%s\t%s' "$@")"); } # note CHARM OUTCOME HOOKS MESSAGE
bad=0

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
  note "$2" refused 0 "$(grep --max-count=1 '^ERROR' "$scratch/said" | cut --characters=7-)"
  return 1
}

name_of() { basename "$1" .charm | tr 'A-Z_.' 'a-z--'; }

look_at() { # look_at NAME
  local rest=
  settle || rest=" (still busy)"
  local word
  word=$(unit_word "$1")
  [[ -z $rest && $word != error ]] || bad=1
  note "$1" "$word$rest" "$(log_lines | grep --count --extended-regexp "unit-$1-[0-9]+: .* ran \"")" "$(unit_message "$1")"
}

mapfile -t found < <(charms_in "$@")
((${#found[@]} > 0)) || fail "there is no charm at $*"
if [[ -n ${PERIAPT_RELATE-} ]]; then
  names=()
  for charm in "${found[@]}"; do deploy_charm "$charm" "$(name_of "$charm")" && names+=("$(name_of "$charm")"); done
  IFS=, read -r -a relations <<<"$PERIAPT_RELATE"
  for relation in "${relations[@]}"; do
    # shellcheck disable=SC2086 # two words
    model relate $relation
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

printf '\n%-28s %-16s %5s  %s\n' Charm Outcome Hooks Message
for outcome in "${outcomes[@]}"; do
  IFS=$'\t' read -r name word hooks message <<<"$outcome"
  printf '%-28s %-16s %5s  %s\n' "$name" "$word" "$hooks" "$message"
done
trap - EXIT
: && (clean_up) # there is no more to show, also when a charm did not do well
exit "$bad"
