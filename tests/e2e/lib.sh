# What the end-to-end tests share: real programs in a folder of their own, gone afterwards.
# Each test is one behaviour: `source "$(dirname "$0")/lib.sh"`, then plain commands; the first that fails ends it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Where the programs are: ctest says so; by hand it is the release build.
PATH=${PERIAPT_BIN:-$PWD/build/release/bin}:$PATH
scratch=$(mktemp --directory /tmp/periapt-e2e.XXXXXX)
export MODEL_DATA=$scratch/data HOME=$scratch
unset JUJU_DATA JUJU_MODEL JUJU_CONTROLLER XDG_DATA_HOME
charms=$PWD/charms test_charms=$PWD/tests/charms

# --- ending -----------------------------------------------------------------------------------

# below PID…: these processes and all their descendants.
below() {
  local pids=("$@") pid children
  for pid in "$@"; do
    mapfile -t children < <(pgrep --parent "$pid")
    ((${#children[@]} == 0)) || mapfile -t -O "${#pids[@]}" pids < <(below "${children[@]}")
  done
  printf '%s\n' "${pids[@]}"
}

# our_processes: pids of everything that runs because of this test: what was started in its folder, and
# what that has started (a daemon in a namespace of its own shows no path of ours).
our_processes() {
  local roots
  # Without an environment, and the folder's name not on its command line, grep does not find itself.
  mapfile -t roots < <(env --ignore-environment grep --files-with-matches --text --fixed-strings \
    --file=<(echo "$scratch") /proc/[0-9]*/{cmdline,environ} 2>/dev/null)
  roots=("${roots[@]#/proc/}")
  ((${#roots[@]} == 0)) || below "${roots[@]%%/*}" | sort --numeric-sort --unique
}

# running PROGRAM [ARGUMENT]: those of them that run PROGRAM, as "running model-agent supervise".
running() {
  local pid
  for pid in $(our_processes); do
    [[ " $({ tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null)" != *[\ /]"$1 ${2-}"* ]] || echo "$pid"
  done
}

# ended PID…: none of them runs any more. In a container whose first process waits for nobody a zombie may stay.
ended() {
  local pid
  for pid in "$@"; do
    [[ ! -e /proc/$pid || $(sed --quiet 's/^State:\t//p' "/proc/$pid/status" 2>/dev/null) == Z* ]] || return 1
  done
}

clean_up() {
  local status=$? pids
  trap - EXIT
  if ((status != 0)); then
    echo "--- the test failed with status $status; what could be seen:"
    model status 2>&1 | head --lines=60 || true
    model debug-log --replay --no-tail 2>&1 | tail --lines="${PERIAPT_LOG_LINES:-60}" || true
  fi
  model kill-controller local --no-prompt >/dev/null 2>&1 || true
  while pids=$(our_processes) && [[ -n $pids ]]; do
    # shellcheck disable=SC2086 # a list of pids
    kill -KILL $pids 2>/dev/null || true
    sleep 0.1
  done
  rm -rf "$scratch"
  exit "$status"
}
trap clean_up EXIT

# With --quiet it reads all the same: who writes to a pipe that is closed too early has failed, and with it the test.
grep() {
  case " $* " in
    *" --quiet "*) command grep "${@/#--quiet/--no-messages}" | cat >/dev/null ;;
    *) command grep "$@" ;;
  esac
}

# --- asking -----------------------------------------------------------------------------------

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# wait_for SECONDS COMMAND…: until COMMAND succeeds; the test fails if it does not in time.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || fail "this did not become true: $*"
    sleep 0.2
  done
}

# kill_hard PID…: until they have ended; who is connected to a process that dies is cut off.
kill_hard() {
  kill -KILL "$@"
  wait_for 10 ended "$@"
}

# of_status JQ-PATH: a value of the model's status; empty when it is not there.
of_status() {
  model status --format json | jq --raw-output "$1 // empty"
}

unit_says() { # unit_says UNIT STATUS [MESSAGE]: its workload status now, and its message if one is given
  local record
  record=$(of_status ".applications[\"${1%%/*}\"].units[\"$1\"][\"workload-status\"] | .current + \" \" + (.message // \"\")")
  [[ $record == "$2 ${3-}"* ]]
}

units_idle() { # units_idle UNIT…: each agent has nothing left to do
  local unit
  for unit in "$@"; do
    [[ $(of_status ".applications[\"${unit%%/*}\"].units[\"$unit\"][\"juju-status\"].current") == idle ]] || return 1
  done
}

no_relation() { # no_relation APPLICATION ENDPOINT: none is left there, not even one that is dying
  [[ -z $(of_status ".applications[\"$1\"].relations[\"$2\"]") ]]
}

charm_folder() { # charm_folder UNIT
  find "$MODEL_DATA" -type d -path "*/agents/unit-${1//\//-}/charm" -print -quit
}

hooks_of() { # hooks_of UNIT: the hooks our test charms have noted, oldest first, one a line
  sed 's/ *$//' "$(charm_folder "$1")/hooks.log"
}

log_lines() { # log_lines PATTERN: the lines of the model's log that match the extended pattern
  model debug-log --replay --no-tail --limit 100000 >"$scratch/log"
  grep --extended-regexp -- "$1" "$scratch/log"
}

# wait_for_log PATTERN: what the log says comes a moment after what it tells of.
wait_for_log() { wait_for 20 log_lines "$1"; }

# expect_failure STATUS TEXT COMMAND…: COMMAND ends with STATUS and says TEXT on stderr.
expect_failure() {
  local expected=$1 text=$2 status=0
  shift 2
  "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
  ((status == expected)) || fail "$* ended with $status, not $expected: $(cat "$scratch/err")"
  grep --quiet --fixed-strings -- "$text" "$scratch/err" || fail "$* did not say \"$text\" but: $(cat "$scratch/err")"
}
