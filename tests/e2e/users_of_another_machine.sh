#!/bin/bash
# A controller that listens for other machines: who registers over TLS deploys there, and knows it by its certificate.
source "$(dirname "$0")/lib.sh"

as_bob() { env JUJU_DATA="$scratch/bob" model "$@"; }
port=$((20000 + RANDOM % 20000))

expect_failure 1 'cannot listen on "nonsense"' model bootstrap localhost local --listen nonsense
[[ ! -e $MODEL_DATA/controllers/local ]]
model bootstrap localhost local --config api-port=$port --add-model shop
details() { model show-controller --format json | jq --raw-output ".local.details$1"; }
[[ $(details '."api-endpoints"[0]') == unix:* ]]
[[ $(details '."api-endpoints"[-1]') == 127.0.0.1:$port ]]
[[ $(stat --format=%a "$MODEL_DATA/controllers/local/tls.key") == 600 ]]
fingerprint=$(details '."ca-cert"' | openssl x509 -noout -fingerprint -sha256)
[[ ${fingerprint#*=} == $(details '."ca-fingerprint"') ]]

# Whoever connects without a session sees who answers, and nothing else.
curl() { command curl --silent --show-error --insecure "$@"; }
[[ $(curl "https://127.0.0.1:$port/v1" | jq --raw-output .name) == local ]]
[[ $(curl "https://127.0.0.1:$port/v1/models" | jq --raw-output .kind) == denied ]]
[[ $(curl --header 'Authorization: Bearer guess' "https://127.0.0.1:$port/v1/models" | jq --raw-output .kind) == denied ]]
expect_failure 35 'alert protocol version' command curl --insecure --show-error --silent --tls-max 1.1 "https://127.0.0.1:$port/v1"

# A registration string names addresses and the certificate; another certificate is not trusted.
string=$(model add-user bob | grep --only-matching 'register [^ ]*' | cut --delimiter=' ' --fields=2)
model grant bob write shop
other=$(tr --delete '\n' <<<"$string" | tr '_-' '/+' | { base64 --decode 2>/dev/null || true; } | # without its padding
  sed "s/fingerprint: .*/fingerprint: $(printf '0%.0s' {1..64})/" | base64 --wrap=0 | tr '+/' '-_' | tr --delete =)
JUJU_DATA=$scratch/eve model register "$other" < <(printf 'x\nx\nlocal\n') 2>"$scratch/err" && fail "another certificate was trusted"
grep --quiet 'its certificate is not the one that was registered' "$scratch/err"
as_bob register "$string" < <(printf 'secret\nsecret\nfar\n')
[[ $(as_bob whoami --format json | jq --compact-output .) == '{"controller":"far","model":"admin/shop","user":"bob"}' ]]
! grep --quiet unix: "$scratch/bob/controllers.yaml" || fail "a socket of another machine was kept"

# What works on the machine itself works from there: files up, actions, the log, events.
as_bob add-charm "$test_charms/source" --config token=first
wait_for 40 unit_says source/0 active 'token is "first"'
as_bob config source token=second
wait_for 20 unit_says source/0 active 'token is "second"'
[[ $(as_bob status --format json | jq --raw-output '.model.controller') == far ]]
bob_sees_the_log() { as_bob debug-log --replay --no-tail | grep --quiet '^unit-source-0:'; }
wait_for 20 bob_sees_the_log
[[ $(model exec --unit source/0 -- printenv JUJU_API_ADDRESSES) == *127.0.0.1:$port ]]
expect_failure 1 'permission denied' as_bob exec --unit source/0 -- true

# After a restart it listens as before, and sessions hold.
pid=$(running modeld)
kill "$pid"
wait_for 10 ended "$pid"
expect_failure 1 'cannot reach the controller' as_bob status
expect_failure 1 "it is not of this client's folder" as_bob kill-controller far --no-prompt
[[ $(as_bob controllers --format json | jq --raw-output '."current-controller"') == far && -e $MODEL_DATA/controllers/local/model.db ]]
model status >/dev/null
as_bob status >/dev/null
as_bob logout
expect_failure 1 'not logged in' as_bob status
as_bob login -u bob --no-prompt <<<secret

# Who is logged in already is told nothing, and what has changed since is noted.
model grant bob superuser
grep --quiet 'last-known-access: login' "$scratch/bob/accounts.yaml"
as_bob login &>"$scratch/out"
[[ ! -s $scratch/out ]]
grep --quiet 'last-known-access: superuser' "$scratch/bob/accounts.yaml"

as_bob unregister far --no-prompt
[[ $(as_bob controllers --format json | jq --compact-output .controllers) == '{}' ]]

# A superuser of another machine may end it, with its models; its folder is its own machine's.
as_bob register "$(model change-user-password bob --reset | grep --only-matching 'register [^ ]*' | cut --delimiter=' ' --fields=2)" \
  < <(printf 'secret\nsecret\nfar\n')
pid=$(running modeld)
as_bob kill-controller far --no-prompt
wait_for 10 ended "$pid"
[[ $(as_bob controllers --format json | jq --compact-output .controllers) == '{}' && -e $MODEL_DATA/controllers/local/model.db ]]
[[ $(model models --format json | jq --raw-output '.models[]."short-name"') == controller ]]
