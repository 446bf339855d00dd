#!/bin/bash
# What the controller counts about itself: hooks by outcome, commits, connections, queries. And that `status --watch`
# asks for nothing while nothing changes.
source "$(dirname "$0")/lib.sh"

# ask CURL-ARGUMENTS…: as whoever they say.
ask() {
  curl --silent --unix-socket "$(find "$MODEL_DATA" -name modeld.sock -print -quit)" "$@" http://controller/v1/metrics
}
metrics() { ask --fail; }
# counted NAME[{LABELS}]: its value; 0 when nothing was counted yet.
counted() { metrics | awk -v name="$1" '$1 == name { value = $2 } END { printf "%d\n", value }'; }

streams_are() { [[ $(counted periapt_streams) == "$1" ]]; }

# --- hooks ----------------------------------------------------------------------------------------
model add-model watched
model add-charm "$test_charms/source" --config token=one
wait_for 40 unit_says source/0 active
model wait
succeeded=$(counted 'periapt_hooks_total{kind="hook",outcome="succeeded"}')
[[ $succeeded == "$(hooks_of source/0 | wc --lines)" ]]
[[ $(counted 'periapt_hooks_total{kind="hook",outcome="failed"}') == 0 ]]
model config source failing-hook=config-changed
wait_for 40 unit_says source/0 error
[[ $(counted 'periapt_hooks_total{kind="hook",outcome="failed"}') == 1 ]]
[[ $(counted 'periapt_hooks_total{kind="hook",outcome="succeeded"}') == "$succeeded" ]]
(($(counted periapt_commit_seconds_count) > 10))
[[ $(counted periapt_waiting_writes) == 0 ]]
wait_for 20 streams_are 1 # the machine's agent
(($(counted 'periapt_requests_total{method="get",route="/v1/models/{model}/status",status="200"}') > 1))
# Not for machines, nor for who is nobody.
token=$(sed --quiet 's/^token[ =:]*//p' "$(find "$MODEL_DATA" -name '*.conf' -print -quit)")
[[ $(ask --output /dev/null --write-out '%{http_code}' --header "Authorization: Bearer $token") == 403 ]]

# --- watching -------------------------------------------------------------------------------------
# In a model without machines, so that no agent reports anything meanwhile.
model remove-application source --force --no-wait --no-prompt
gone() { [[ -z $(of_status '.machines | keys[]') ]]; }
wait_for 60 gone
queries() { metrics | awk '/^periapt_queries_total/ && !/machines/ { sum += $2 } END { print sum }'; }
statuses() { counted 'periapt_requests_total{method="get",route="/v1/models/{model}/status",status="200"}'; }
model status --watch 100ms >"$scratch/seen" 2>&1 &
watching=$!
wait_for 20 grep --quiet watched "$scratch/seen"
wait_for 20 streams_are 1
sleep 1
first=$(queries) second=$(queries)
one_look=$((second - first)) # what it costs to ask
before=$(statuses)
first=$(queries)
sleep 3
second=$(queries)
((second - first - 2 * one_look <= 0)) || fail "watching made $((second - first)) queries; $one_look are those of asking"
[[ $(statuses) == "$before" ]]
model add-charm "$test_charms/source" --num-units 0
wait_for 20 grep --quiet source "$scratch/seen"
(($(statuses) > before))
kill "$watching"
