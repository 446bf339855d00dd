#!/bin/bash
# The scenarios of tests/unit/agent/scenarios that are marked `processes: true`, played with real programs: the same
# steps, and exactly the same hooks. A scenario by hand: scenarios_for_real.sh 'part of its name'.
source "$(dirname "$0")/lib.sh"
wanted=${1-}
charm=$scratch/charm seen=() number=0
cp --recursive "$test_charms/player" "$charm"

deploy() { # deploy ROLE: wiki's unit that leads, or one that follows
  model add-charm "$charm" wiki --config play="$play"
  unit=wiki/0
  [[ $1 == follower ]] || return 0
  wait_for 30 units_idle wiki/0
  model add-unit wiki
  unit=wiki/1
}

# The other side is there, at rest, before wiki hears of it.
relate() {
  local other
  model add-charm "$charm" mysql --config play="$play" -n "$#"
  for other in "$@"; do wait_for 40 units_idle "$other"; done
  model relate wiki:db mysql:server
}

begun() { cat "$play/${unit//\//-}.hooks" 2>/dev/null || true; }
tag() { echo "unit-${unit//\//-}"; }
machine_folder() { dirname "$(dirname "$(dirname "$(charm_folder "$unit")")")"; }
of_machine() { # of_machine run|supervise: pids of the unit's machine
  local pid
  for pid in $(running model-agent "$1"); do
    ! tr '\0' ' ' <"/proc/$pid/cmdline" | grep --quiet --fixed-strings "$(machine_folder)" || echo "$pid"
  done
}

at_rest() { # the unit has nothing to do, or is in error; twice, for what is on its way
  local word
  word=$(of_status ".applications.wiki.units[\"$unit\"] | .\"juju-status\".current + \" \" + .\"workload-status\".current")
  [[ -z ${word// /} || $word == idle\ * || $word == *\ error || -e $play/hold ]]
}

check_hooks() { # check_hooks HOOK…: exactly these have begun since the last check
  local expected=("$@") all now=() end=$((SECONDS + 30))
  while true; do
    mapfile -t all < <(begun)
    now=("${all[@]:${#seen[@]}}")
    ((${#now[@]} < ${#expected[@]})) || break
    ((SECONDS < end)) || break
    sleep 0.1
  done
  wait_for 20 at_rest
  sleep 0.3
  mapfile -t all < <(begun)
  now=("${all[@]:${#seen[@]}}")
  [[ "${now[*]}" == "${expected[*]}" ]] || fail "\"$name\": these hooks began: ${now[*]:-none}; expected: ${expected[*]:-none}"
  seen=("${all[@]}")
}

check_status() { # check_status juju-status|workload-status WORDS
  local record=".applications.wiki.units[\"$unit\"]"
  local kind=$1 words=$2
  [[ $words != error\ * ]] || kind=workload-status # as it is shown
  says() { [[ $(of_status "${record}[\"$kind\"] | .current + (if .message then \" \" + .message else \"\" end)") == "$words"* ]]; }
  wait_for 20 says
}

gone() { [[ -z $(of_status ".applications.wiki.units[\"$unit\"].machine") ]]; }

restart() {
  local pids
  case $1 in
    agent) mapfile -t pids < <(of_machine run) ;;
    supervisor | machine) mapfile -t pids < <(of_machine supervise) ;;
  esac
  kill -KILL "${pids[@]}"
  # shellcheck disable=SC2317 # wait_for calls it
  back() { [[ -n $(of_machine run) && $(of_machine run) != "${pids[0]}" ]]; }
  wait_for 30 back
}

ends() {
  if [[ $1 == killed ]]; then
    kill -KILL "$(<"$play/${unit//\//-}.pid")"
  else
    echo "$1" >"$play/ends"
  fi
}

take() { # take VERB WORD…
  case $1 in
    deploy | relate | restart | ends) "$@" ;;
    hooks) check_hooks "${@:2}" ;;
    agent-status) check_status juju-status "$2" ;;
    workload-status) check_status workload-status "$2" ;;
    ended) wait_for 40 gone ;;
    failing) printf '%s\n' "${@:2}" >"$play/failing" ;;
    hold) if [[ $2 == true ]]; then touch "$play/hold"; else rm --force "$play/hold" "$play/ends"; fi ;;
    resolved) if [[ $2 == retry ]]; then model resolved "$unit"; else model resolved --no-retry "$unit"; fi ;;
    config) model config wiki value="$2" ;;
    trust) model trust wiki ;;
    charm) echo "$2" >"$charm/version" && model refresh wiki --path "$charm" ;;
    unit) model remove-unit --no-prompt "$unit" ;;
    joins) model add-unit mysql ;;
    leaves) model remove-unit --no-prompt "$2" ;;
    changes) if [[ $2 == */* ]]; then tell "$2"; else tell "$2/leader" --app; fi ;;
    relation) if [[ $2 == gone ]]; then wait_for 20 no_relation mysql server; else model remove-relation wiki mysql; fi ;;
    *) fail "\"$name\": no such step: $1" ;;
  esac
}
tell() { # tell UNIT [--app]: it changes a bag
  model exec --unit "$1" "relation-set ${2-} -r \$(relation-ids server) said=$((++number))"
}

begin() { # begin SCENARIO: a model of its own
  ((number += 1))
  play=$scratch/play-$number seen=() unit=''
  mkdir "$play"
  touch "$play/failing"
  model add-model "scenario-$number"
  model model-config automatically-retry-hooks=false
}

played=0
while IFS=$'\t' read -r -a step <&3; do
  if [[ ${step[0]} == scenario ]]; then
    name=${step[2]}
    [[ $name == *"$wanted"* ]] || { name='' && continue; }
    echo "--- $name"
    ((++played))
    begin
  elif [[ -n $name ]]; then
    take "${step[@]}"
  fi
done 3< <(scenario_steps tests/unit/agent/scenarios/{life,relations,upgrade}.yaml)
((played > 0)) || fail "no scenario was played"
echo "$played scenarios"
