#!/bin/bash
# Whatever named point modeld and the agents are killed at, no hook is lost and none that succeeded runs again.
#
# Every start of a program takes the next point of a list in seeded order and dies there (SIGKILL, in the
# program itself); then it is started again, by its supervisor or by the next command, with the next point.
# PERIAPT_SEED repeats a run; PERIAPT_KILLS says how many deaths are wanted at least.
source "$(dirname "$0")/../e2e/lib.sh"

seed=${PERIAPT_SEED:-1} wanted=${PERIAPT_KILLS:-60}
real=$(dirname "$(command -v modeld)")
starts=$scratch/starts # one line a start: PROGRAM DATA-FOLDER POINT:NTH

# --- programs that die ------------------------------------------------------------------------

# plan PROGRAM: its points, each often enough, in seeded order, with how many passings each survives.
plan() {
  for _ in {1..20}; do "$real/$1" --list-fault-points; done |
    awk -v seed="$seed" 'BEGIN { srand(seed) } { print rand() "\t" $0 ":" int(1 + rand() * 3) }' |
    sort --numeric-sort | cut --fields=2 >"$scratch/plan-$1"
}

# wrapper PATH PROGRAM [ARGUMENT…]: PATH starts PROGRAM with the next point of its plan, and notes it.
wrapper() {
  local path=$1 program=$2
  shift 2
  cat >"$path" <<EOT
#!/bin/bash
# The folder is the argument after --dir or --data.
exec {lock}>"$scratch/lock" && flock "\$lock"
point=\$(head --lines=1 "$scratch/plan-$program")
sed --in-place 1d "$scratch/plan-$program"
[[ \$* =~ --(dir|data)\ ([^ ]*) ]]
echo "$program \${BASH_REMATCH[2]} \${point:-none}" >>"$starts"
exec {lock}>&-
exec "$real/$program" "\$@" $* \${point:+--fault "\$point"}
EOT
  chmod +x "$path"
}

mkdir "$scratch/bin" "$scratch/dying"
touch "$scratch/plan-modeld" "$scratch/plan-model-agent"
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

# deaths: the point of each start that was followed by another start of the same program for the same folder.
deaths() {
  awk '{ key = $1 " " $2; if (key in point) print point[key]; point[key] = $3 }' "$starts"
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

model add-model story
plan modeld
plan model-agent
kill -KILL "$(running modeld)" # the first to die; from now on each does, by itself
insist there model add-charm "$test_charms/source" --config token=start
insist there model add-charm "$test_charms/sink"
insist there model relate sink:token source
wait_for 90 unit_says sink/0 active "source/0=start"
wait_for 60 units_idle source/0 sink/0
changes() { hooks_of sink/0 | grep --count 'token-relation-changed source/0'; }
changes_before=$(changes) # two, where the source was joined before it had published

RANDOM=$seed rounds=0
while (($(deaths | wc --lines) < wanted)); do
  push
  ((++rounds <= 100)) || fail "only $(deaths | wc --lines) deaths after 100 rounds"
  insist model config source token="round-$rounds"
  wait_for 60 unit_says sink/0 active "source/0=round-$rounds"
done

echo "seed $seed: $(deaths | wc --lines) deaths in $rounds rounds, at or before reaching:"
deaths | cut --delimiter=: --fields=1 | sort | uniq --count
: >"$scratch/plan-modeld" && : >"$scratch/plan-model-agent"

# Each change was seen exactly once by each side, and nothing that comes once came twice.
wait_for 30 units_idle source/0 sink/0
[[ $(hooks_of source/0 | grep --count --line-regexp config-changed) == $((rounds + 1)) ]] || fail "source: $(hooks_of source/0)"
[[ $(changes) == $((rounds + changes_before)) ]] || fail "sink, $rounds rounds after $changes_before changes: $(hooks_of sink/0)"
for once in install start leader-elected token-relation-created; do
  [[ $(hooks_of sink/0 | grep --count "^$once") == 1 ]] || fail "$once: $(hooks_of sink/0)"
done
