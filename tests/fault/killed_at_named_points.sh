#!/bin/bash
# Whatever named point modeld and the agents are killed at, no hook is lost and none that succeeded runs again.
#
# Every start of a program takes the next point of a list in seeded order and dies there (SIGKILL, in the
# program itself); then it is started again, by its supervisor or by the next command, with the next point.
# The points are those that the programs list; one that nobody died at fails the run, unless not_reached.txt says why.
# PERIAPT_SEED repeats a run; PERIAPT_KILLS says how many deaths are wanted at least.
source "$(dirname "$0")/../e2e/lib.sh"

seed=${PERIAPT_SEED:-1} wanted=${PERIAPT_KILLS:-60}
real=$(dirname "$(command -v modeld)")
deaths=$scratch/deaths # what the programs say on stderr; a line for each death of their own
exceptions=tests/fault/not_reached.txt

# --- programs that die ------------------------------------------------------------------------

# deploying: an agent passes these only while it unpacks a charm, so only its first starts can die there.
deploying() { "$real/model-agent" --list-fault-points | grep --extended-regexp '^charm\.|^agent\.charm-deployed$' | sort --reverse; }

# plan PROGRAM [POINT…]: its points but for these, each often enough, in seeded order, with how many passings each survives.
plan() {
  for _ in {1..20}; do "$real/$1" --list-fault-points | grep --invert-match --line-regexp --fixed-strings --file=<(printf '%s\n' "${@:2}"); done |
    awk -v seed="$seed" 'BEGIN { srand(seed) } { print rand() "\t" $0 ":" int(1 + rand() * 3) }' |
    sort --numeric-sort | cut --fields=2 >"$scratch/plan-$1"
}

# wrapper PATH PROGRAM: PATH starts PROGRAM with the next point of its folder's plan if it has one, else of its own.
wrapper() {
  cat >"$1" <<EOT
#!/bin/bash
# The folder is the argument after --dir or --data.
[[ \$* =~ --(dir|data)\ ([^ ]*) ]]
plan="$scratch/plan-$2-\$(basename "\${BASH_REMATCH[2]}")"
exec {lock}>"$scratch/lock" && flock "\$lock"
[[ $2 != model-agent || -e \$plan || ! -s $scratch/plan-$2 ]] || cp "$scratch/deploying" "\$plan"
[[ -s \$plan ]] || plan="$scratch/plan-$2"
point=\$(head --lines=1 "\$plan")
sed --in-place 1d "\$plan"
exec {lock}>&-
exec "$real/$2" "\$@" \${point:+--fault "\$point"} 2>>"$deaths"
EOT
  chmod +x "$1"
}

mkdir "$scratch/bin" "$scratch/dying"
touch "$scratch/plan-modeld" "$scratch/plan-model-agent" "$deaths"
deploying >"$scratch/deploying"
cp "$real/model" "$scratch/bin/"          # finds modeld beside itself:
wrapper "$scratch/bin/modeld" modeld      # ... which finds model-agent beside the real one,
cp "$real/modeld" "$real/hook-tool" "$scratch/dying/"
sed --in-place "s|$real/modeld|$scratch/dying/modeld|" "$scratch/bin/modeld"
wrapper "$scratch/dying/agent-run" model-agent
cat >"$scratch/dying/model-agent" <<EOT
#!/bin/bash
# ... which is this: a real supervisor of agents that die.
[[ \$1 == supervise ]] && exec "$real/model-agent" "\$@" --agent "$scratch/dying/agent-run"
exec "$real/model-agent" "\$@"
EOT
chmod +x "$scratch/dying/model-agent"
PATH=$scratch/bin:$PATH

# --- counting deaths ----------------------------------------------------------------------------

# points_of_death: the point of each death, one a line. Who is killed from outside says nothing and is not counted.
points_of_death() { sed --quiet 's/^Killed at fault point //p' "$deaths"; }
death_count() { points_of_death | wc --lines; }

# excepted: the points that need not be reached.
excepted() { sed 's/#.*//; s/ .*//; /^$/d' "$exceptions"; }

# not_reached: points of either program that nobody has died at so far and that are not excepted.
not_reached() {
  for program in modeld model-agent; do "$real/$program" --list-fault-points; done | sort --unique |
    grep --invert-match --line-regexp --fixed-strings --file=<(points_of_death; excepted) || true
}

# push: an agent that waits at a point nothing leads to any more is killed from outside, and takes the next.
push() {
  local pids
  mapfile -t pids < <(running model-agent run)
  kill -KILL "${pids[RANDOM % ${#pids[@]}]}" 2>/dev/null || true
}

# insist COMMAND…: a command may meet a controller that dies; it is given again until it has worked.
insist() {
  local end=$((SECONDS + 60))
  until "$@" 2>"$scratch/err"; do
    ((SECONDS < end)) || fail "$* never worked: $(cat "$scratch/err")"
    sleep 0.1
  done
}

# --- the story ----------------------------------------------------------------------------------

there() { "$@" 2>"$scratch/err" || grep --quiet 'already exists' "$scratch/err"; }

# A command whose answer was lost may have worked: units are added only after a look.
has_unit() { # has_unit N: 0 yes, 1 no, 2 nobody answered
  local units
  units=$(model status --format json | jq --raw-output '.applications.source.units | keys[]') || return 2
  grep --quiet --line-regexp "source/$1" <<<"$units"
}
grow() { # grow N
  local answer=0
  has_unit "$1" || answer=$?
  ((answer != 2)) && { ((answer == 0)) || model add-unit source; }
}
shrink() { model remove-unit --no-prompt "source/$1" 2>"$scratch/err" || grep --quiet 'not found' "$scratch/err"; } # shrink N
is_gone() { # is_gone N
  local answer=0
  has_unit "$1" || answer=$?
  ((answer == 1))
}

# All the storage that a unit may have, then none again: who provides it may die before that is recorded. Three at a
# time, because a program may survive two passings of its point.
logs() { model storage --format json | jq --raw-output '.storage // {} | keys[] | select(startswith("logs/"))'; }
turn_storage() {
  local kept
  kept=$(logs) || return 1
  if [[ -z $kept ]]; then
    model add-storage depot/0 logs=3
  else
    xargs model remove-storage --force <<<"$kept" || grep --quiet 'not found' "$scratch/err"
  fi
}

sources=(0) removed=() newest=0
declare -A joined_at=() # N: the token that was published when source/N came

# tokens_of N: what each change of source/N told the sink, oldest first, one a line.
tokens_of() { grep --no-messages "^source/$1=" "$(charm_folder sink/0)/changes.log" | cut --delimiter== --fields=2; }

# sink_told TOKEN: the last change of each source has told of it, and the sink has said so. What a status says is not
# enough: a hook of one source sees what another has published before it is told of that.
sink_told() {
  local said
  said=$(of_status '.applications.sink.units["sink/0"]["workload-status"].message') # a command starts a dead modeld again
  [[ $(xargs --max-args=1 <<<"$said" | sort) == "$(printf "source/%s=$1\n" "${sources[@]}" | sort)" ]] || return 1
  for source in "${sources[@]}"; do [[ $(tokens_of "$source" | tail --lines=1) == "$1" ]] || return 1; done
}

model add-model story
plan modeld
plan model-agent "$(deploying)"
kill -KILL "$(running modeld)" # the first to die; from now on each does, by itself
insist there model add-charm "$test_charms/source" --config token=start
insist there model add-charm "$test_charms/sink"
insist there model add-charm "$test_charms/depot"
insist there model relate sink:token source
wait_for 90 sink_told start
joined_at[0]=start
started() { hooks_of source/0 | grep --quiet --line-regexp start; }
wait_for 90 started # its first config-changed was about this token: earlier hooks publish it too

RANDOM=$seed rounds=0 token=start
while ((rounds < 6 || $(death_count) < wanted)) || [[ $(not_reached) ]]; do
  push
  insist turn_storage
  ((++rounds <= 100)) || fail "after 100 rounds $(death_count) deaths; never reached: $(not_reached | xargs) (lead the story there, or say in $exceptions why not)"
  if ((rounds % 6 == 2)); then
    sources+=($((++newest)))
    insist grow "$newest"
    wait_for 90 sink_told "$token"
    joined_at[$newest]=$token
  elif ((rounds % 6 == 5)); then
    removed+=("${sources[-1]}")
    unset 'sources[-1]'
    insist shrink "${removed[-1]}"
    wait_for 90 is_gone "${removed[-1]}"
    wait_for 60 sink_told "$token"
  fi
  token=round-$rounds
  insist model config source token="$token"
  wait_for 60 sink_told "$token"
done

echo "seed $seed: $(death_count) deaths in $rounds rounds, with $newest units added and ${#removed[@]} removed; at each point:"
points_of_death | sort | uniq --count
reached=$(grep --line-regexp --fixed-strings --file=<(excepted) <(points_of_death) || true)
[[ -z $reached ]] || fail "$exceptions names what is reached: $reached"
: >"$scratch/plan-modeld" && : >"$scratch/plan-model-agent"

# --- what must be so ----------------------------------------------------------------------------

# Each change was seen exactly once by each side, and nothing that comes once came twice.
wait_for 30 units_idle source/0 sink/0 depot/0
[[ $(hooks_of source/0 | grep --count --line-regexp config-changed) == $((rounds + 1)) ]] || fail "source: $(hooks_of source/0)"
once() { [[ $(hooks_of sink/0 | grep --count --line-regexp "$1") == 1 ]] || fail "not once: $1: $(hooks_of sink/0)"; }
for hook in install start leader-elected 'token-relation-created source'; do once "$hook"; done
for ((number = 0; number <= newest; ++number)); do
  once "token-relation-joined source/$number"
  # A new source is told of once or, where it was joined before it had published, twice; of each later token once.
  as_it_came="\(${joined_at[$number]}\)\?"
  early=$(tokens_of "$number" | grep --count --line-regexp "$as_it_came" || true)
  ((early == 1 || early == 2)) || fail "source/$number: $early changes as it came: $(tokens_of "$number")"
  again=$(tokens_of "$number" | grep --invert-match --line-regexp "$as_it_came" | sort | uniq --repeated || true)
  [[ -z $again ]] || fail "source/$number: told again of $again: $(tokens_of "$number")"
done
stores() { hooks_of depot/0 | grep "^logs-storage-$1 " | sort; } # stores attached|detaching
[[ -n $(stores attached) && -z $(stores attached | uniq --repeated) && -z $(stores detaching | uniq --repeated) ]] ||
  fail "depot: $(hooks_of depot/0)"
for number in "${removed[@]}"; do once "token-relation-departed source/$number"; done
