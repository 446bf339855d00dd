#!/bin/bash
# `model plan` tells what a command would do and does nothing; `model apply` does it, if the model is as it was.
source "$(dirname "$0")/lib.sh"

model add-model shop
nothing_there() { [[ $(model status --format json | jq '.applications | length') == 0 ]]; }
plan() { model plan --format json "$@" | tee "$scratch/plan.json" | jq --raw-output '."plan-id"'; }
planned() { jq --raw-output "$1" "$scratch/plan.json"; }

cp --recursive "$test_charms/sink" "$scratch/sink"
cd "$scratch" || exit

# --- nothing happens before apply ----------------------------------------------------------------
source_plan=$(plan add-charm "$test_charms/source")
[[ $(planned '[.changes[] | "\(.effect) \(.kind) \(.name)"] | join(",")') == "add application source,add unit source/0,add machine 0" ]]
[[ $(planned '.hooks[0].hooks | join(" ")') == "install leader-elected config-changed start" ]]
nothing_there
model apply "$source_plan"
wait_for 40 unit_says source/0 active
expect_failure 1 "plan \"$source_plan\" not found" model apply "$source_plan"

# --- a charm's folder that has changed since -------------------------------------------------------
sink_plan=$(plan add-charm ./sink)
echo "another" >>sink/README.md
expect_failure 1 'would now do something else than was planned' model apply "$sink_plan"
sink_plan=$(plan add-charm ./sink)
cd / || exit # the plan knows its folder
model apply "${sink_plan:0:6}"
cd "$scratch" || exit
wait_for 40 unit_says sink/0 waiting

# --- a model that has changed since ----------------------------------------------------------------
relate_plan=$(plan relate sink:token source:token)
[[ $(planned '.hooks[] | select(.unit == "sink/0").hooks | join(",")') == \
  "token-relation-created,token-relation-joined source/0,token-relation-changed source/0" ]]
model config source token=moved
expect_failure 1 'the model has changed since the plan was made' model apply "$relate_plan"
wait_for 20 unit_says source/0 active 'token is "moved"'
model apply "$(plan relate sink:token source:token)"
wait_for 40 unit_says sink/0 active 'source/0=moved'

# --- what a plan says is what the agent then runs ----------------------------------------------------
removal=$(plan remove-application sink)
foretold=$(planned '.hooks[] | select(.unit == "sink/0").hooks[]' | cut --delimiter=' ' --fields=1)
model apply "$removal" # asks nothing
sink_is_gone() { ! model show-unit sink/0 2>/dev/null; }
wait_for 40 sink_is_gone
ran() { model debug-log --replay --no-tail --limit 10000 --include sink/0 | sed --quiet 's/.*ran "\([^"]*\)" hook.*/\1/p' | tail --lines="$(wc --lines <<<"$foretold")"; }
as_foretold() { [[ $(ran) == "$foretold" ]]; }
wait_for 20 as_foretold

# --- bundles: their list of changes ------------------------------------------------------------------
cat >bundle.yaml <<END
applications:
  source: {charm: $test_charms/source, num_units: 1}
  sink: {charm: $test_charms/sink, num_units: 1}
relations: [[sink:token, source:token]]
END
bundle_plan=$(plan deploy ./bundle.yaml)
planned '."bundle-changes"[]' >listed
model deploy ./bundle.yaml --dry-run 2>/dev/null | sed --quiet 's/^- //p' >dry
diff listed dry
model apply "$bundle_plan"
wait_for 40 unit_says sink/0 active

# --- wrong input ---------------------------------------------------------------------------------------
expect_failure 2 'no command to plan specified' model plan
expect_failure 2 '"status" cannot be planned; these can:' model plan status
expect_failure 2 '"nonsense" is not a model command' model plan nonsense
expect_failure 1 'application "nobody" not found' model plan config nobody a=b
expect_failure 2 'option provided but not defined: --nonsense' model plan expose --nonsense source
expect_failure 1 'asks for no change' model plan config source
expect_failure 1 'plan "../x" not found' model apply ../x
[[ $(model plan expose source 2>&1 >/dev/null) == *"model apply"* ]]
model expose source
[[ $(model plan expose source 2>&1) == "Nothing would change." ]]
