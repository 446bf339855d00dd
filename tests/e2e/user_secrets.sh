#!/bin/bash
# A secret of the model's users: made, changed, granted, read by a charm that was granted it and by no other, removed.
source "$(dirname "$0")/lib.sh"

model add-model shop
expect_failure 2 'missing secret value or filename' model add-secret password
expect_failure 2 'key value "foo=" not valid' model add-secret password foo=
expect_failure 2 'key "ab" not valid' model add-secret password ab=1
expect_failure 2 'reading content for secret key "password"' model add-secret password "password#file=$scratch/none"

printf 's3cr3t\0\xff' >"$scratch/value"
uri=$(model add-secret login user=admin "password#file=$scratch/value" --info 'of the shop')
[[ $uri =~ ^secret:[0-9a-v]{20}$ ]] || fail "add-secret printed $uri"
expect_failure 1 'user secret label "login" already exists' model add-secret login user=other
reveal() { model show-secret "$1" --reveal --format json | jq --raw-output ".[\"${uri#secret:}\"]$2"; }
[[ $(reveal login .content.Data.user) == admin ]] || fail "$(model show-secret login --reveal)"
[[ $(reveal "$uri" .owner) == "<model>" ]] || fail "$(model show-secret login)"
[[ $(model show-secret login --format json | jq ".[\"${uri#secret:}\"] | .created == .updated") == true ]] || fail times
! model show-secret login | grep --quiet 'admin' || fail "content is shown without --reveal"

model update-secret login user=admin "password#file=$scratch/value"
[[ $(reveal login .revision) == 1 ]] || fail "equal content made a revision"
printf 'user: root\n' >"$scratch/login.yaml"
model update-secret "$uri" --file "$scratch/login.yaml" --name entry --info new
[[ $(reveal entry .content.Data) == $'{\n  "user": "root"\n}' ]] || fail "$(model show-secret entry --reveal)"
[[ $(model show-secret entry --reveal --revision 1 --format json | jq '.[].content.Data | keys | length') == 2 ]] || fail "revision 1"
[[ $(model show-secret entry --revisions --format json | jq '.[].revisions | length') == 2 ]] || fail "$(model show-secret entry --revisions)"
expect_failure 2 'specify either --revisions or --reveal but not both' model show-secret entry --revisions --reveal
expect_failure 1 'secret "login" not found' model show-secret login
[[ $(model secrets --format json | jq 'keys | length') == 1 ]] || fail "$(model secrets)"
[[ $(model secrets --owner application-taker --format yaml) == '{}' ]] || fail "$(model secrets --owner application-taker)"

model update-secret entry password=hunter22
model add-charm "$test_charms/taker" --config user-secret="$uri"
wait_for 40 unit_says taker/0 active "refused ERROR secret \"${uri#secret:}\" not found"
expect_failure 1 'application "nobody" not found' model grant-secret entry taker,nobody
model grant-secret entry taker
[[ $(model show-secret entry --format json | jq --raw-output '.[].access[0].target') == application-taker ]] || fail access
model config taker --reset user-secret
wait_for 20 unit_says taker/0 waiting "nothing to read"
model config taker user-secret="$uri"
wait_for 20 unit_says taker/0 active "user $(echo hunter22 | sha256sum | cut --characters=-12)"

model revoke-secret entry taker
model config taker --reset user-secret
wait_for 20 unit_says taker/0 waiting "nothing to read"
model config taker user-secret="$uri"
wait_for 20 unit_says taker/0 active "refused ERROR permission denied"

model remove-secret entry --revision 1
expect_failure 1 'revision 1 not found' model show-secret entry --reveal --revision 1
model remove-secret entry
expect_failure 1 'secret "entry" not found' model remove-secret entry
[[ $(model secrets --format json) == '{}' ]] || fail "$(model secrets)"
