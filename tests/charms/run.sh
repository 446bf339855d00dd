#!/bin/bash
# run.sh FOLDER…: deploys charms as they are (for trying public ones by hand), waits until their units are idle,
# and shows each unit's status, the hooks that ran, and what they logged. Everything is gone afterwards.
# Relations: PERIAPT_RELATE="app1:endpoint app2, app3 app4". Longer than a minute: PERIAPT_WAIT=300.
source "$(dirname "$0")/../e2e/lib.sh"

(($# > 0)) || fail "usage: tests/charms/run.sh FOLDER…"
cd "$OLDPWD" 2>/dev/null || true
for folder in "$@"; do
  model add-charm "$(realpath "$folder")"
done
IFS=, read -r -a relations <<<"${PERIAPT_RELATE:-}"
for relation in "${relations[@]}"; do
  # shellcheck disable=SC2086 # two words
  model relate $relation
done

settled() {
  [[ $(model status --format json | jq '[.applications[].units // {} | .[] |
      ."juju-status".current == "idle" or ."workload-status".current == "error"] | all') == true ]]
}
end=$((SECONDS + ${PERIAPT_WAIT:-60}))
until settled || ((SECONDS > end)); do sleep 0.5; done
model status --relations
echo
echo "hooks that ran:"
model debug-log --replay --no-tail | grep --extended-regexp ' (ran|skipped) "' || true
echo
echo "what they logged:"
model debug-log --replay --no-tail | grep 'juju-log' || true
settled
