#!/bin/bash
# The tools themselves: a value with all their own marks arrives byte for byte, runs nowhere, and a second run changes
# nothing. Each slow tool runs twice; with PERIAPT_FULL=1, which is nightly, its previews and faults are tried too.
source "$(dirname "$0")/lib.sh"
mkdir "$scratch/made"
tools=()
for tool in cfengine:cf-agent ansible:ansible-playbook puppet:puppet chef:chef-solo; do
  if command -v "${tool#*:}" >/dev/null || [[ -x /usr/sbin/${tool#*:} ]]; then tools+=("${tool%%:*}"); else echo "skipped: no ${tool#*:}"; fi
done
((${#tools[@]} > 0)) || exit 77

# shellcheck disable=SC2016 # nothing of this is for the shell
hostile='{{ 7*7 }}%{facts.kernel}$(sys.host)${x}#{1+1}`id`'\''"<&>\{{ lookup("pipe", "id") }}'
echo "token: '${hostile//\'/\'\'}'" | sed 's/^/  /; 1i source:' >"$scratch/config.yaml"
model add-charm "$test_charms/source" --config "$scratch/config.yaml"
model add-charm "$test_charms/wrapper" --config folder="$scratch/made"
model relate wrapper source
wait_for 60 units_idle wrapper/0 source/0
key=$(cat "$scratch/made/key")

# previews TOOL: it names what the run after it then changes, and changes nothing itself.
previews() {
  [[ $(model preview wrapper/0 "$1-action") == *": kept, "* ]]
  echo by hand >"$scratch/made/$1"
  model preview wrapper/0 "$1-action" >"$scratch/preview"
  cat "$scratch/preview"
  grep --quiet '^~ ' "$scratch/preview"
  grep --quiet ': would-change, ' "$scratch/preview"
  [[ $(cat "$scratch/made/$1") == "by hand" ]] || fail "the preview of $1 has changed the file"
  [[ $(result_of "$1-action") == kept ]]
  model run wrapper/0 "$1" >/dev/null
  [[ $(result_of "$1-action") == repaired ]]
}
result_of() { model promises wrapper --format json | jq --raw-output ".handlers[\"wrapper/0\"][\"$1\"].result"; }

printf '%-10s %-10s %-8s %s\n' tool run result changed
for tool in "${tools[@]}"; do
  for run in first second; do
    model run wrapper/0 "$tool" >/dev/null
    read -r result changed < <(model promises wrapper --format json |
      jq --raw-output ".handlers[\"wrapper/0\"][\"$tool-action\"] | .result + \" \" + (.counts.changed | tostring)")
    printf '%-10s %-10s %-8s %s\n' "$tool" "$run" "$result" "$changed"
    if [[ $run == first ]]; then [[ $result == converged ]]; else [[ $result == kept && $changed == 0 ]]; fi
    [[ $(cat "$scratch/made/$tool") == "$hostile" ]] || fail "$tool wrote: $(cat "$scratch/made/$tool")"
  done
  [[ $tool == cfengine || -n ${PERIAPT_FULL:-} ]] && previews "$tool"
  [[ $tool == chef ]] || grep --quiet "$key" "$scratch/made/$tool.key"
  [[ $tool == chef ]] || unit_says wrapper/0 active "by $tool"
done

# what does not compile is said with its place
if [[ -n ${PERIAPT_FULL:-} ]] && command -v puppet >/dev/null; then
  expect_failure 1 'the following task failed' model run wrapper/0 syntax
  model promises wrapper --format json | jq --raw-output '.handlers["wrapper/0"]["syntax-action"].reason' >"$scratch/reason"
  grep --quiet 'Syntax error.*modules/wrapper/manifests/syntax.pp, line: 2' "$scratch/reason" || fail "$(cat "$scratch/reason")"
fi

# the secret is where the tools were told to put it, and nowhere else
model debug-log --replay --no-tail >"$scratch/log"
model promises --format json >"$scratch/promises"
if grep --recursive --files-with-matches "$key" "$MODEL_DATA" "$scratch/log" "$scratch/promises"; then fail "the secret is in these files"; fi
