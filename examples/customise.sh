#!/bin/bash
# customise.sh          a published bundle is deployed as one operator wants it, and no file of it is changed
# customise.sh --down   takes it down again, also after a run that was interrupted
#
# examples/blog/bundle.yaml is what somebody publishes. Overlays say what is otherwise here: ours.yaml what the operator
# wants everywhere (a title, two web servers, a subordinate that ships logs), a small one of this machine where
# the logs go. Bundle and overlays together stay the description of what runs: given again, there is nothing to do.
set -euo pipefail
cd "$(dirname "$0")/.."
source examples/lib.sh
# shellcheck disable=SC2034 # for lib.sh
readonly model_name=customise

if [[ ${1:-} == --down ]]; then
  take_down
  exit
fi
scratch=$(mktemp --directory /tmp/customise.XXXXXX)
trap 'rm -r "$scratch"' EXIT
customised=(./examples/blog/bundle.yaml --overlay ./examples/blog/ours.yaml --overlay "$scratch/place.yaml")
cat >"$scratch/place.yaml" <<YAML
applications:
  log-shipper:
    options: {target: "file://$scratch/collected"}
YAML

ships_logs_of() { # ships_logs_of UNIT: a line of it has arrived
  grep --quiet --no-messages " ${1//\//-} " "$scratch/collected"
}

step "what would be done"
before=$(sha256sum examples/blog/*)
new_model
type_and_run model deploy "${customised[@]}" --dry-run

step "the bundle, and what is otherwise here"
type_and_run model deploy "${customised[@]}"
watch_until_active
watch_until ships_logs_of haproxy/0
type_and_run model status
# shellcheck disable=SC2034 # for lib.sh
url=http://$(public_address haproxy):8080/
until_page "Our own blog" 200
echo "    the logs of the servers are in one place:"
cut --delimiter=' ' --fields=3- "$scratch/collected" | head --lines=3 | sed 's/^/    /'

step "given again, there is nothing to do"
type_and_run model deploy "${customised[@]}" 2>&1 | tee "$scratch/again"
[[ $(<"$scratch/again") == *"No changes to apply." ]]
type_and_run model diff-bundle "${customised[@]}" | tee "$scratch/difference"
[[ $(tail --lines=1 "$scratch/difference") == "{}" ]]

step "what is not as published"
type_and_run model diff-bundle ./examples/blog/bundle.yaml | tee "$scratch/difference"
grep --quiet "model: Our own blog" "$scratch/difference"
[[ $(sha256sum examples/blog/*) == "$before" ]]
take_down
