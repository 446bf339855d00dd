#!/bin/bash
# On request hooks are recorded, without the content of secrets; a recorded hook runs again and its first deviation is told.
source "$(dirname "$0")/lib.sh"

recordings() { find "$MODEL_DATA" -path "*/agents/unit-${1//\//-}/recordings/*.json"; }

model add-charm "$test_charms/source" --config token=first
wait_for 40 units_idle source/0
[[ -z $(recordings source/0) ]] || fail "hooks are recorded although nobody has asked for it"
expect_failure 1 'no hook of unit "source/0" is recorded: set hook-recordings' model charm replay source/0
expect_failure 1 'invalid hook-recordings "many": expected a number' model model-config hook-recordings=many

model model-config hook-recordings=4
model add-charm "$test_charms/sink"
model relate sink:token source:token
wait_for 40 unit_says sink/0 active source/0=first
wait_for 40 units_idle sink/0
[[ $(recordings sink/0 | wc --lines) == 4 ]]
[[ $(stat --format %a "$(recordings sink/0 | head --lines=1)") == 600 ]]
model charm replay sink/0 --list | grep --quiet --extended-regexp 'token-relation-changed +[0-9]+ +success$'

# the same charm does the same, in a copy
before=$(hooks_of sink/0)
model charm replay sink/0 token-relation-changed 2>"$scratch/said"
grep --quiet 'hook "token-relation-changed" of sink/0 did as recorded: [1-9][0-9]* calls' "$scratch/said"
[[ $(hooks_of sink/0) == "$before" ]]

# another one is told at its first other call; the rest of its calls have no effect anywhere
cp --recursive "$test_charms/sink" "$scratch/sink"
# shellcheck disable=SC2016 # the hook expands it
sed --in-place 's/status-set active "${tokens% }"/status-set active "got $tokens"/' "$scratch/sink/hooks/every-hook"
expect_failure 1 'hook "token-relation-changed" of sink/0 differs from its recording: call' \
  model charm replay sink/0 token-relation-changed --charm "$scratch/sink"
grep --quiet --fixed-strings "is \"status-set active 'got source/0=first '\", recorded is \"status-set active source/0=first\"" "$scratch/err"
unit_says sink/0 active source/0=first

# a recording in a file is a test of a hook, without any controller
model charm replay sink/0 token-relation-changed --save "$scratch/changed.json"
env MODEL_DATA="$scratch/none" model charm replay "$scratch/changed.json" --charm "$test_charms/sink"
expect_failure 2 'needs --charm' model charm replay "$scratch/changed.json"
printf '#!/bin/sh\nexit 3\n' >"$scratch/sink/hooks/every-hook"
expect_failure 1 'call 1 was not made: "config-get failing-hook"; the hook has failed: exit status 3' \
  model charm replay "$scratch/changed.json" --charm "$scratch/sink"
echo '{}' >"$scratch/broken.json"
expect_failure 1 'cannot read the recording of a hook' model charm replay "$scratch/broken.json" --charm "$scratch/sink"

# files that are read, whatever their names; secrets; a handler of a wrapped tool
mkdir --parents "$scratch/safe/hooks" "$scratch/safe/scripts"
printf 'name: safe\nsummary: s\ndescription: d\n' >"$scratch/safe/metadata.yaml"
cat >"$scratch/safe/hooks/install" <<'END'
#!/bin/bash
set -eu
word=hush-$((RANDOM * RANDOM))-hush
echo "$word" >"$JUJU_CHARM_DIR/../word"
id=$(secret-add password="$word" --label login)
file=$(mktemp)
echo "note: it is $word" >"$file"
state-set --file "$file"
state-set id="$id" plain="$(state-get note)"
END
cat >"$scratch/safe/scripts/start" <<'END'
#!/bin/bash
set -eu
[[ $(secret-get --label login) == password:* ]]
jq --raw-output .unit.name "$PERIAPT_MODEL" | sed 's/^/unit: /' | state-set --file -
promise kept all
status-set active
END
chmod +x "$scratch/safe/hooks/install" "$scratch/safe/scripts/start"
echo 'handlers: {start: {bash: scripts/start}}' >"$scratch/safe/charm.yaml"
model add-charm "$scratch/safe"
wait_for 40 unit_says safe/0 active
wait_for 40 units_idle safe/0
word=$(cat "$(charm_folder safe/0)/../word")
[[ $word == hush-* ]]
mapfile -t files < <(recordings safe/0)
((${#files[@]} > 1))
! grep --quiet --fixed-strings "$word" "${files[@]}" || fail "a recording holds what a secret does"
grep --quiet --fixed-strings 'password=****' "${files[@]}"
model charm replay safe/0 install
model charm replay safe/0 start
