#!/bin/bash
# Users: one who registers as on a second machine, with a data folder of its own, and does what it was granted.
source "$(dirname "$0")/lib.sh"

as_bob() { env JUJU_DATA="$scratch/bob" model "$@"; }
registration() { grep --only-matching 'register [^ ]*' | cut --delimiter=' ' --fields=2; }

model add-model shop
model add-charm "$test_charms/source"
expect_failure 2 'no username supplied' model add-user
expect_failure 1 'user name "b b" not valid' model add-user "b b"
model add-user bob 'Bob Smith' >added.txt
grep --quiet --fixed-strings 'User "Bob Smith (bob)" added' added.txt
string=$(registration <added.txt)
rm added.txt
expect_failure 1 'user already exists' model add-user bob

# Registering.
expect_failure 1 'invalid registration token' model register "$(tr A-Za-z N-ZA-Mn-za-m <<<"$string")"
JUJU_DATA=$scratch/bob expect_failure 1 'the input has ended' model register "$string"
as_bob register "$string" 2>"$scratch/err" < <(printf 'secret\nsecret\n\n')
grep --quiet 'Initial password successfully set for bob' "$scratch/err"
grep --quiet 'There are no models available' "$scratch/err"
[[ $(as_bob whoami --format json | jq --compact-output .) == '{"controller":"local","user":"bob"}' ]]
[[ $(stat --format=%a "$scratch/bob/accounts.yaml") == 600 ]]
! grep --quiet secret -r "$scratch/bob" || fail "the password is in a file"
env JUJU_DATA="$scratch/other" model register "$string" < <(printf 'x\nx\nlocal\n') 2>"$scratch/err" && fail "a registration key was good twice"
grep --quiet 'invalid entity name or password' "$scratch/err"

# What one may see and do.
expect_failure 1 'model local:admin/shop not found' as_bob status -m admin/shop
expect_failure 1 'permission denied (unauthorized access)' as_bob add-model own
expect_failure 2 'You have specified a model access permission "read"' model grant bob read
expect_failure 2 'You have specified a controller access permission "login"' model grant bob login shop
expect_failure 2 '"all" model access not valid' model grant bob all shop
expect_failure 1 'user "ann" not found' model grant ann read shop
model grant bob read shop
expect_failure 1 'user already has "read" access or greater' model grant bob read shop
[[ $(as_bob models --format json | jq --raw-output '.models[] | .name + " " + .access') == "admin/shop read" ]]
[[ $(as_bob status -m admin/shop --format json | jq --raw-output .model.name) == shop ]]
expect_failure 1 'permission denied (unauthorized access)' as_bob config -m admin/shop source token=x
expect_failure 1 'permission denied (unauthorized access)' as_bob add-charm -m admin/shop "$test_charms/sink"
expect_failure 1 'permission denied (unauthorized access)' as_bob destroy-model admin/shop --no-prompt
model grant bob write shop
as_bob config -m admin/shop source token=x
expect_failure 1 'permission denied (unauthorized access)' as_bob grant bob admin admin/shop
[[ $(model show-model shop --format json | jq --raw-output '.shop.users.bob.access') == write ]]
[[ $(as_bob show-model admin/shop --format json | jq --compact-output '.shop.users | keys') == '["bob"]' ]]
[[ $(model users shop --format json | jq --compact-output 'map_values(.access)') == '{"admin":"admin","bob":"write"}' ]]
model revoke bob write shop
[[ $(model users shop --format json | jq --raw-output .bob.access) == read ]]

# A model of one's own, beside another of the same name.
model grant-cloud bob add-model localhost
expect_failure 1 'cloud "moon" not found' model grant-cloud bob add-model moon
as_bob add-model shop
[[ $(as_bob models --format json | jq --compact-output '[.models[].name]') == '["admin/shop","bob/shop"]' ]]
[[ $(model status -m bob/shop --format json | jq --raw-output .model.name) == shop ]]
as_bob destroy-model shop --no-prompt

# An offer is seen by who may.
model offer shop.source:token tokens
expect_failure 1 'no matching application offers found' as_bob find-offers
model grant bob read admin/shop.tokens
[[ $(as_bob find-offers --format json | jq --raw-output '.[].access') == read ]]

# Sessions: they end with the password, with the right to log in, and when they are closed.
as_bob change-user-password admin --no-prompt <<<mine 2>"$scratch/err" && fail "bob has changed the password of admin"
grep --quiet 'permission denied' "$scratch/err"
as_bob change-user-password --no-prompt <<<"new secret"
as_bob status -m admin/shop
model change-user-password bob --no-prompt <<<"third secret"
expect_failure 1 'the session has ended' as_bob status -m admin/shop
as_bob logout
expect_failure 1 'not logged in to controller "local"' as_bob models
as_bob login -u bob --no-prompt <<<"new secret" 2>"$scratch/err" && fail "an old password is good"
grep --quiet 'cannot log into controller "local": invalid entity name or password' "$scratch/err"
as_bob login -u bob --no-prompt <<<"third secret"
model disable-user bob
expect_failure 1 'permission denied' as_bob models
[[ $(model show-user bob --format json | jq .disabled) == true ]]
model enable-user bob
as_bob logout
as_bob login -u bob --no-prompt <<<"third secret"
model remove-user -y bob
expect_failure 1 'permission denied' as_bob models
expect_failure 1 'user "bob" not found' model show-user bob
expect_failure 1 'it owns the controller' model remove-user -y admin

# The owner of the socket needs no password; with one, it can come in as anybody else.
expect_failure 1 'change-user-password' model logout
model change-user-password --no-prompt <<<"admin's"
model logout
expect_failure 1 'not logged in' model models
model login -u admin --no-prompt <<<"admin's"
[[ $(model show-user --format json | jq --raw-output .access) == superuser ]]
model logout
model login
[[ $(model whoami --format json | jq --raw-output .user) == admin ]]
