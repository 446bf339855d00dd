#!/bin/bash
# run.sh [ROUNDS]: how long a change takes to reach the hook it concerns, beside etcd and beside a bare floor,
# in one run, so that a busy machine slows all alike; and what the programs cost while nothing happens.
# Table on stderr, JSON on stdout. Budgets: DESIGN section 8; a missed one is shown and is no failure.
# PERIAPT_BIN says where the programs are; without it build/release is built.
#
#   B1  relation-set flushed -> the other unit's hook     | POST to etcd's gateway -> etcdctl watch -- handler
#   B2  `model config app k=v` -> config-changed          | `etcdctl put k v`      -> etcdctl watch -- handler
#   B4  a hook's 300 tool calls                           | as many of a static client that does the exchange alone
#   B5  `model charm test`, two relations: what is no hook | its hooks
#   B7  10,000 connected agents: memory for each, and one change to those it concerns (agents_bench; large models: model_bench)
#   Floor: a line through a fifo -> handler started by the shell that reads it
# "->" ends at the first instruction of a bash script, in all of them. B1 starts at the last instruction of the
# writing hook, so it holds the hook's end, both commits and the delivery. etcd keeps its data on the same disk.
[[ -n ${PERIAPT_BIN-} ]] || { # before lib.sh sets HOME aside
  root=$(dirname "$0")/../..
  cmake -S "$root" -B "$root/build/release" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
  ninja -C "$root/build/release" model modeld model-agent hook-tool hook_tool_bench echo_server model_bench agents_bench >/dev/null
} || exit 1
source "$(dirname "$0")/../e2e/lib.sh"

rounds=${1:-50}
bench=$PWD/tests/bench
figures=$scratch/figures # one a line: NAME MICROSECONDS, or NAME KIB
touch "$figures"

# --- stamps -----------------------------------------------------------------------------------

us() { echo "${1/./}"; } # EPOCHREALTIME has always six decimals

note() { # note NAME FROM TO
  echo "$1 $(($(us "$3") - $(us "$2")))" >>"$figures"
}

# until_lines FILE COUNT: FILE has that many lines; the test for it must not cost what is measured.
until_lines() {
  local lines=() end=$((SECONDS + 60))
  until [[ -e $1 ]] && mapfile -t lines <"$1" && ((${#lines[@]} >= $2)); do
    ((SECONDS < end)) || fail "$1 never had $2 lines"
    sleep 0.01
  done
}

free_port() {
  local port
  while port=$((20000 + RANDOM)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# --- contenders: prepare_X once, round_X NUMBER, one at a time ----------------------------------

prepare_floor() {
  mkfifo "$scratch/fifo"
  while read -r _; do "$bench/handler" "$scratch/floor"; done <"$scratch/fifo" &
  exec {fifo}>"$scratch/fifo"
}

round_floor() {
  local from=$EPOCHREALTIME
  echo "$1" >&"$fifo"
  until_lines "$scratch/floor" "$1"
  note floor "$from" "$(tail --lines=1 "$scratch/floor")"
}

prepare_etcd() {
  client_port=$(free_port)
  local peer_port
  peer_port=$(free_port)
  export ETCDCTL_API=3 ETCDCTL_ENDPOINTS=127.0.0.1:$client_port
  etcd --data-dir "$scratch/etcd" --listen-client-urls "http://127.0.0.1:$client_port" \
    --advertise-client-urls "http://127.0.0.1:$client_port" --listen-peer-urls "http://127.0.0.1:$peer_port" \
    --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" \
    --initial-cluster "default=http://127.0.0.1:$peer_port" >"$scratch/etcd.log" 2>&1 &
  wait_for 30 etcdctl endpoint health
  etcdctl watch k -- "$bench/handler" "$scratch/watched" >/dev/null 2>&1 &
  disown "$!"
  until [[ -e $scratch/watched ]]; do # the watch is there once it tells of a put
    etcdctl put k 0 >/dev/null
    sleep 0.5
  done
  etcd_events=$(wc --lines <"$scratch/watched")
}

# A put without the cost of starting a client: one request on a connection that is already there.
round_etcd_post() {
  local body='{"key":"aw==","value":"dg=="}' from reply
  exec {etcd}<>"/dev/tcp/127.0.0.1/$client_port"
  from=$EPOCHREALTIME
  printf 'POST /v3/kv/put HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' \
    "${#body}" "$body" >&"$etcd"
  read -r reply <&"$etcd"
  exec {etcd}>&-
  [[ $reply == *200* ]] || fail "etcd answered $reply"
  until_lines "$scratch/watched" "$((++etcd_events))"
  note b1-etcd "$from" "$(tail --lines=1 "$scratch/watched")"
}

round_etcd_put() {
  local from=$EPOCHREALTIME
  etcdctl put k "$1" >/dev/null
  until_lines "$scratch/watched" "$((++etcd_events))"
  note b2-etcd "$from" "$(tail --lines=1 "$scratch/watched")"
}

prepare_periapt() {
  model add-charm "$bench/charms/writer" --config value=start
  model add-charm "$bench/charms/reader"
  model relate reader:value writer
  wait_for 60 units_idle writer/0 reader/0
  written=$(charm_folder writer/0)/stamps read=$(charm_folder reader/0)/stamps
  seen_before=$(wc --lines <"$read")
}

# One change gives both figures: the command starts the writer's hook, whose end starts the reader's.
round_periapt() {
  local from=$EPOCHREALTIME began ended seen
  model config writer value="v$1"
  until_lines "$read" "$((seen_before + $1))"
  read -r _ _ began _ ended < <(grep "^v$1 " "$written")
  read -r _ _ seen < <(grep "^v$1 " "$read")
  note b2-periapt "$from" "$began"
  note b1-periapt "$ended" "$seen"
}

# B4: the hook takes the times of both; here is only where its clients find an answer.
measure_tool_calls() {
  command -v echo_server >/dev/null || return 0
  mkfifo "$scratch/echo-input"
  echo_server "$scratch/echo" <"$scratch/echo-input" &
  exec {echo_input}>"$scratch/echo-input"
  model add-charm "$bench/charms/caller" --config client="$(command -v echo_client_static)" \
    --config socket="$scratch/echo" --config rounds="$((rounds < 10 ? rounds : 10))"
  wait_for 60 units_idle caller/0
  sed 's/^/b4-/' "$(charm_folder caller/0)/all-calls" >>"$figures"
  exec {echo_input}>&-
}

# B5: a whole test of a charm, controller and all; its own report says how much of it was hooks.
measure_charm_test() {
  local report
  report=$(model charm test "$test_charms/sink" "$bench/two_relations.yaml" --format json)
  jq --raw-output '.scenarios[0] | "b5-overhead \(."overhead-ms" * 1000)", "b5-hooks \(."hooks-ms" * 1000)"' <<<"$report" >>"$figures"
}

# --- what the programs cost by themselves ---------------------------------------------------------

start_modeld() {
  local from pid
  mkfifo "$scratch/ready-$1"
  from=$EPOCHREALTIME
  modeld --data "$scratch/cold-$1" --name "cold-$1" --ready-fd 9 9>"$scratch/ready-$1" >/dev/null 2>&1 &
  pid=$!
  read -r _ <"$scratch/ready-$1"
  note start "$from" "$EPOCHREALTIME"
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null || true
}

pss() { # pss NAME PID
  echo "$1 $(awk '$1 == "Pss:" { print $2 }' "/proc/$2/smaps_rollup")" >>"$figures"
}

# --- telling ---------------------------------------------------------------------------------------

# summary: JSON of all figures, with ratios to the peer and to the floor, and whether budgets are met.
summary() {
  jq --raw-input --null-input --argjson rounds "$rounds" '
    def at(share): sort | .[(length - 1) * share | floor];
    def budget(value; most): {value: (value * 100 | round / 100), budget: most, met: (value <= most)};
    (reduce (inputs | split(" ")) as [$name, $value] ({}; .[$name] += [$value | tonumber])) as $all
    | ($all | map_values({"p50-us": at(0.5), "p99-us": at(0.99)})) as $p
    | ($all | map_values(at(0.5))) as $m
    | {rounds: $rounds,
       "charm-test": {"overhead-to-hooks": ($m["b5-overhead"] / ([$m["b5-hooks"], 1] | max) * 100 | round / 100)},
       latency: ($p | with_entries(select(.key | test("^(b[12]-|floor)")))
                 | with_entries(.value["to-floor"] = (.value["p50-us"] / $m.floor * 100 | round / 100))),
       budgets: ({
         "B1 relation-set -> hook, p50 ms": budget($m["b1-periapt"] / 1000; 3),
         "B1 to etcd": budget($m["b1-periapt"] / $m["b1-etcd"]; 1),
         "B2 model config -> hook, to etcd": budget($m["b2-periapt"] / $m["b2-etcd"]; 1),
         "B3 modeld cold start, p50 ms": budget($m.start / 1000; 50),
         "modeld idle, MiB": budget($m["pss-modeld"] / 1024; 20),
         "agent idle, MiB": budget($m["pss-agent"] / 1024; 8),
         "B5 charm test, two relations, overhead s": budget($m["b5-overhead"] / 1000000; 3)}
         + if $m["b4-tools"] then {"B4 300 tool calls, to a static client": budget($m["b4-tools"] / $m["b4-client"]; 1.5)} else {} end)}' "$figures"
}

table() {
  jq --raw-output '
    (.latency | to_entries[] | [.key, "p50 \(.value["p50-us"]) us", "p99 \(.value["p99-us"]) us", "\(.value["to-floor"]) x floor"]),
    (.budgets | to_entries[] | [.key, "\(.value.value)", "budget \(.value.budget)", if .value.met then "met" else "MISSED" end])
    | @tsv' | column --table --separator $'\t' >&2
}

# --- the run ----------------------------------------------------------------------------------------
{
  prepare_floor
  prepare_etcd
  prepare_periapt
  for ((round = 1; round <= rounds; ++round)); do
    round_floor "$round"
    round_etcd_post "$round"
    round_etcd_put "$round"
    round_periapt "$round"
  done
  for ((round = 1; round <= (rounds < 10 ? rounds : 10); ++round)); do start_modeld "$round"; done
  measure_tool_calls
  for ((round = 1; round <= (rounds < 5 ? rounds : 5); ++round)); do measure_charm_test; done
  wait_for 30 units_idle writer/0 reader/0
  pss pss-modeld "$(running modeld)"
  for pid in $(running model-agent run); do pss pss-agent "$pid"; done
} >&2
summary | tee "$scratch/summary"
table <"$scratch/summary"
if command -v hook_tool_bench >/dev/null; then hook_tool_bench "$((rounds * 4))"; fi
if command -v model_bench >/dev/null; then model_bench "$((rounds < 20 ? rounds : 20))"; fi
if command -v agents_bench >/dev/null; then agents_bench; fi
