#!/bin/bash
# A charm's scenarios are carried out in a controller that is gone afterwards, whatever happens.
source "$(dirname "$0")/lib.sh"
export TMPDIR=$scratch/tmp
mkdir "$TMPDIR"
gone() { [[ -z $(ls "$TMPDIR") && -z $(running modeld)$(running model-agent) ]]; }

cp --recursive "$test_charms/sink" "$scratch/sink"
mkdir "$scratch/sink/tests"
cat >"$scratch/sink/tests/tokens.yaml" <<END
summary: it shows the tokens it is given
steps:
- deploy: sink
- deploy: source
  charm: $test_charms/source
  config: {token: first}
- deploy: other
  charm: $test_charms/source
- relate: [sink:token, source]
- relate: [sink:spare, other]
- expect:
    status: {source/0: active, sink: {status: active, message: source/0=first}}
    data: {source/0: {token: {token: first, nothing: null}}}
- config: source
  set: {token: "a * b"}
- expect:
    status: {sink/0: {message: "source/0=a * b"}}
- exec: relation-ids token
  on: source/0
  prints: "token:*"
- exec: exit 3
  on: source/0
  fails: true
- add-unit: source
- expect:
    status: {sink/0: {message: "*source/1=*"}, source/1: active}
- unrelate: [sink:token, source]
- expect:
    status: {sink/0: {status: waiting, message: no token}}
END
model charm test "$scratch/sink" | tee "$scratch/said"
grep --quiet '^  passed in .* s: .* s in hooks, .* s besides$' "$scratch/said"
gone || fail "something is left of a scenario that has passed"
model charm test "$scratch/sink" --format json >"$scratch/said"
jq --exit-status '.scenarios[0] | .passed and ."hooks-ms" > 0 and ."overhead-ms" > 0 and (.steps | length) == 14' "$scratch/said" >/dev/null

# storage, resources and another revision
cat >"$scratch/storage.yaml" <<END
steps:
- deploy: depot
  storage: {logs: "local,10M"}
- expect:
    status: {depot/0: {message: "*logs/1=depot/0 "}}
    storage: {data/0: attached, logs/1: attached, logs/2: null}
- add-storage: depot/0
  storage: {logs: "local,10M"}
- expect: {storage: {logs/2: attached}}
- detach-storage: logs/1
- expect: {storage: {logs/1: detached}}
- add-unit: depot
- expect: {status: {depot/1: active}}
- attach-storage: logs/1
  on: depot/1
- expect: {status: {depot/1: {message: "*logs/1=depot/0+depot/1 *"}}}
- detach-storage: logs/2
- expect: {storage: {logs/2: detached}}
- remove-storage: logs/2
- expect: {storage: {logs/2: null}}
END
model charm test "$test_charms/depot" "$scratch/storage.yaml"
cp --recursive "$test_charms/reader" "$scratch/next"
sed --in-place 's/text=/words=/' "$scratch/next/hooks/every-hook"
echo "from the file's folder" >"$scratch/one.txt"
cat >"$scratch/resources.yaml" <<END
steps:
- deploy: reader
  resources: {text: one.txt}
- expect: {status: {reader/0: {message: "text=from the file's folder other=nothing"}}}
- attach-resource: reader
  resources: {other: ./one.txt}
- expect: {status: {reader/0: {message: "text=* other=from the file's folder"}}}
- refresh: reader
  charm: ./next
- expect: {status: {reader/0: {message: "words=*"}}}
- refresh: reader
- expect: {status: {reader/0: {message: "text=*"}}}
END
model charm test "$test_charms/reader" "$scratch/resources.yaml"
printf 'steps:\n- deploy: depot\n- expect: {storage: {data/0: detached, logs/1: attached}}\n  within: 2s\n' >"$scratch/wrong.yaml"
status=0
model charm test "$test_charms/depot" "$scratch/wrong.yaml" >"$scratch/said" || status=$?
((status == 1))
grep --quiet --fixed-strings 'data/0: expected to be detached, is attached after 2 s' "$scratch/said"
grep --quiet --fixed-strings 'logs/1: expected to be attached, is not there after 2 s' "$scratch/said"

# which expectation failed, what was seen, and the unit's log
printf 'steps:\n- deploy: source\n- expect:\n    status: {source/0: {status: active, message: "token is *none*"}}\n  within: 3s\n' >"$scratch/wrong.yaml"
status=0
model charm test "$test_charms/source" "$scratch/wrong.yaml" >"$scratch/said" || status=$?
((status == 1)) || fail "a failed scenario ended with $status"
grep --quiet 'FAILED (.*wrong.yaml:3)$' "$scratch/said"
grep --quiet --fixed-strings 'source/0: expected status active "token is *none*", is active "token is """ after 3 s' "$scratch/said"
grep --quiet 'ran "start" hook' "$scratch/said"
gone || fail "something is left of a scenario that has failed"

# a failed hook is not waited out
printf 'steps:\n- deploy: source\n  config: {failing-hook: start}\n- expect:\n    status: {source/0: active}\n  within: 10m\n' >"$scratch/wrong.yaml"
status=0
timeout 60 model charm test "$test_charms/source" "$scratch/wrong.yaml" >"$scratch/said" || status=$?
((status == 1)) || fail "a failing hook ended the test with $status: $(cat "$scratch/said")"
grep --quiet --fixed-strings 'is error "hook failed: "start""' "$scratch/said"

# Ctrl-C in the middle
printf 'steps:\n- deploy: source\n- expect:\n    status: {source/0: blocked}\n  within: 10m\n' >"$scratch/wrong.yaml"
model charm test "$test_charms/source" "$scratch/wrong.yaml" >/dev/null 2>&1 &
test=$!
up() { [[ -n $(running model-agent run) ]]; }
wait_for 30 up
kill -TERM "$test"
status=0
wait "$test" || status=$?
((status == 143)) || fail "it ended with $status"
gone || fail "something is left of a scenario that was interrupted"

# --keep leaves it, and says how to end it
model charm test "$test_charms/source" --keep 2>"$scratch/said" >/dev/null
kept=$(sed --quiet 's/.*kept: MODEL_DATA=\([^ ]*\) .*/\1/p' "$scratch/said")
MODEL_DATA=$kept model status --format json | jq --exit-status '.applications.source' >/dev/null
MODEL_DATA=$kept model kill-controller --no-prompt local
rm -r "$kept"

# what is wrong with a scenario is said before anything starts
wrong() { # wrong TEXT STEPS
  printf '%b\n' "$2" >"$scratch/wrong.yaml"
  expect_failure 1 "$1" model charm test "$test_charms/source" "$scratch/wrong.yaml"
}
wrong 'wrong.yaml: scenario: steps: expected list, got nothing' 'summary: s'
wrong 'scenario: steps[0]: expected deploy, relate' 'steps:\n- dploy: x'
wrong 'scenario: steps[0].relate: expected two endpoints (line 2' 'steps:\n- relate: [a]'
wrong 'scenario: steps[0].within: expected a duration' 'steps:\n- expect: {status: {a/0: active}}\n  within: soon'
expect_failure 1 'no charm was found at' model charm test "$scratch/nowhere"
gone || fail "something is left of scenarios that were refused"
