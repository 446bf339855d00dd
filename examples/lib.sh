# shellcheck shell=bash
# What the examples share: steps, commands as an operator would type them, waiting where a person sees it.
# The caller sets model_name.
PATH=${PERIAPT_BIN:-$PWD/build/release/bin}:$PATH

step() { printf '\n=== %s\n' "$*"; }

# As an operator would type it.
type_and_run() {
  echo "+ $*"
  "$@"
}

# units: one line "UNIT STATUS MESSAGE" for each unit.
units() {
  model status --model "$model_name" --format json | jq --raw-output '
    .applications[].units // {} | to_entries[] |
    "\(.key) \(."value"."workload-status".current) \(."value"."workload-status".message // "")"'
}

# watch_until COMMAND…: shows each line of the status as it changes, until COMMAND is true.
watch_until() {
  local shown='' now end=$((SECONDS + 600))
  while ((SECONDS < end)); do
    now=$(units)
    comm -13 <(sort <<<"$shown") <(sort <<<"$now") | sed 's/^/    /'
    shown=$now
    ! "$@" || return 0
    sleep 0.5
  done
  echo "after ten minutes this is not so: $*; look at: model status, model debug-log" >&2
  return 1
}

are_active() {
  ! grep --quiet --invert-match ' active ' <<<"$(units)"
}

watch_until_active() {
  watch_until are_active
}

take_down() { # take_down [OPTION…]: of destroy-model
  type_and_run model destroy-model --no-prompt "$@" "$model_name"
  echo "The model is gone, with its machines. The controller stays; to end it too: model destroy-controller local"
}

# A model of its own, which an earlier run has not left behind.
new_model() {
  if model show-model "$model_name" >/dev/null 2>&1; then
    echo "A model \"$model_name\" is there already. Look at it: model status -m $model_name. Take it down: $0 --down" >&2
    exit 1
  fi
  type_and_run model add-model "$model_name"
}

public_address() { # public_address APPLICATION: of its first unit
  model status --model "$model_name" --format json |
    jq --raw-output --arg app "$1" '.applications[$app].units | to_entries[0].value."public-address"'
}

# --- what visitors get; the caller sets url -----------------------------------------------------
front_page() { curl --silent --max-time 10 --write-out '\n%{http_code}\n' "$url"; }

# until_page TEXT CODE: shows what visitors get, until it is this.
until_page() {
  local page title shown='' end=$((SECONDS + 300))
  while ((SECONDS < end)); do
    page=$(front_page || true)
    title="$(tail --lines=1 <<<"$page") $(sed --quiet 's/.*<title>\(.*\)<\/title>.*/\1/p' <<<"$page" | head --lines=1)"
    [[ $title == "$shown" ]] || echo "    visitors get: $title"
    shown=$title
    [[ $title != "$2 $1" ]] || return 0
    sleep 0.5
  done
  echo "visitors do not get \"$1\" ($2); look at: model status, model debug-log" >&2
  return 1
}
