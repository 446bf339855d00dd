#!/bin/bash
# `model wait` returns when everything that was asked for has been done, not before: also when it is asked at once.
source "$(dirname "$0")/lib.sh"

slow=$scratch/slow
cp --recursive "$test_charms/source" "$slow"
sed --in-place 's/^name: .*/name: slow/' "$slow/metadata.yaml"
cat >"$slow/hooks/config-changed" <<'END'
#!/bin/bash
sleep 0.8
status-set active "is $(config-get token)"
END
chmod +x "$slow/hooks/config-changed"

said() { unit_says "$@"; } # at once: nothing is waited for below but by `model wait`

# --- a deployment, a chain of hooks over a relation ---------------------------------------------
model add-charm "$slow"
model wait
said slow/0 active "is "
model config slow token=later
model wait
said slow/0 active "is later"
model wait # it stays so

model add-charm "$test_charms/source"
model add-charm "$test_charms/sink"
model wait
model relate sink:token source:token
model config source token=chained
model wait
said sink/0 active 'source/0=chained'
for turn in 1 2 3 4 5 6 7 8; do
  model config source token="turn-$turn"
  model wait
  said sink/0 active "source/0=turn-$turn"
done
[[ $(model wait --format json | jq --compact-output '[.settled, has("waiting"), has("errors")]') == '[true,false,false]' ]]

# --- through a restart of the controller, and of an agent -----------------------------------------
model config slow token=restarted
kill_hard "$(running modeld)"
model wait
said slow/0 active "is restarted"

# --- what does not settle ---------------------------------------------------------------------------
model config slow token=soon
expect_failure 1 'timed out waiting for model admin/default to settle' model wait --timeout 0.2s
model wait --timeout 0.2s --format json 2>/dev/null >"$scratch/late.json" || true
[[ $(jq --raw-output '.settled, .waiting[0].about' "$scratch/late.json" | paste --serial --delimiters=,) == "false,machine 0" ]]
model wait

# --- units in error end it --------------------------------------------------------------------------
printf '#!/bin/bash\nexit 3\n' >"$(charm_folder slow/0)/hooks/config-changed"
model config slow token=broken
expect_failure 1 'slow/0 is in error: hook failed: "config-changed"; see: model why slow/0' model wait
printf '#!/bin/bash\nstatus-set active mended\n' >"$(charm_folder slow/0)/hooks/config-changed"
model resolved slow/0
model wait
said slow/0 active mended

# --- removal is over when nothing is left ------------------------------------------------------------
model remove-application --no-prompt slow source sink
model wait
[[ $(model status --format json | jq '(.applications | length) + (.machines | length)') == 0 ]]

# --- wrong input --------------------------------------------------------------------------------------
expect_failure 2 'invalid value "soon" for option --timeout' model wait --timeout soon
expect_failure 2 'unrecognized args: ["app"]' model wait app
expect_failure 1 'model local:admin/nowhere not found' model wait -m nowhere
