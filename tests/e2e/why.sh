#!/bin/bash
# `model why` follows a unit that waits to the hook that failed on the other side, with what it said last.
source "$(dirname "$0")/lib.sh"

bad=$scratch/bad
mkdir --parents "$bad/hooks"
cp "$test_charms"/source/{metadata,config,manifest}.yaml "$bad/"
sed --in-place 's/^name: .*/name: bad/' "$bad/metadata.yaml"
cat >"$bad/hooks/install" <<'END'
#!/bin/bash
[[ ! -e MENDED ]] || exit 0
echo "E: no such package" >&2
exit 3
END
chmod +x "$bad/hooks/install"

model add-charm "$test_charms/sink"
wait_for 40 unit_says sink/0 waiting
kinds() { model why sink/0 --format json | jq --raw-output '[.["sink/0"].causes[].kind] | join(",")'; }
related_to_nobody() { [[ $(kinds) == charm-status,relation-missing* ]]; }
wait_for 20 related_to_nobody

model add-charm "$bad"
model relate sink:token bad:token
wait_for 40 unit_says bad/0 error 'hook failed: "install"'
chain() { model why sink/0 --format json | jq --raw-output '.["sink/0"].causes[] | select(.kind == "not-joined").causes[0] | "\(.kind) \(.about)"'; }
[[ $(chain) == 'hook-failed bad/0' ]]
said() { model why bad/0 | grep --fixed-strings "$1"; }
wait_for 20 said '| E: no such package'
wait_for 20 said '| hook failed: "install": exit status 3'
said '=> mend the cause, then model resolved bad/0'
[[ $(model why --format json | jq --raw-output 'keys | join(",")') == bad/0,sink/0 ]]

touch "$(charm_folder bad/0)/MENDED"
model resolved bad/0
wait_for 40 units_idle bad/0
if model why bad/0 | grep "hook failed"; then fail "it still tells of the error"; fi
expect_failure 1 'unit "bad/7" not found' model why bad/7
expect_failure 1 'application "nobody" not found' model why nobody
