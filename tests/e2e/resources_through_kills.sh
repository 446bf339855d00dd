#!/bin/bash
# A controller that is killed while a file arrives keeps nothing of it; an agent that is killed while it fetches one
# fetches it again.
source "$(dirname "$0")/lib.sh"

cd "$scratch" || exit
echo first >first.txt
model add-model main
model deploy "$test_charms/reader" --resource text=first.txt
wait_for 40 unit_says reader/0 active "text=first"
wait_for 20 units_idle reader/0
{ echo second && head --bytes=600M /dev/zero; } >second.txt
sha256=$(sha256sum second.txt | cut --delimiter=' ' --fields=1)
fingerprint() { model resources reader --format json | jq --raw-output '.resources[] | select(.name == "text") | .fingerprint'; }
before=$(fingerprint)

# The controller, while the file arrives.
model attach-resource reader text=second.txt >/dev/null 2>upload.err &
upload=$!
arriving() { [[ -n $(find "$MODEL_DATA" -name 'incoming-*' -size +1M) ]]; }
while ! arriving; do kill -0 "$upload" || fail "it was too fast: $(cat upload.err)"; done
kill -KILL "$(running modeld)"
! wait "$upload" || fail "an upload that broke off was called a success"
[[ $(fingerprint) == "$before" ]]
[[ -z $(find "$MODEL_DATA" -name 'incoming-*' -o -name "$sha256") ]]

resources=$(dirname "$(charm_folder reader/0)")/resources
model attach-resource reader text=second.txt

# The agent, while it fetches.
fetching() { [[ -n $(find "$MODEL_DATA" -path '*/arriving/text.part' -size +1M) ]]; }
while ! fetching; do [[ ! -s $resources/text/text.txt || $(head --lines=1 "$resources/text/text.txt" | tr --delete '\0') == first ]] || break; done
kill -KILL "$(running model-agent run)"
wait_for 60 unit_says reader/0 active "text=second"
wait_for 20 units_idle reader/0
cmp second.txt "$resources/text/text.txt"
[[ -z $(find "$(dirname "$resources")/arriving" -type f) ]]
