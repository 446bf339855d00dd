#!/bin/bash
# A bundle makes a model as it says; again it has nothing to do; what it exports is the same; differences are told.
source "$(dirname "$0")/lib.sh"

cd "$scratch" || exit
cp --recursive "$test_charms/source" "$test_charms/sink" .
cat >shop.yaml <<'YAML'
applications:
  source: {charm: ./source, num_units: 1, to: ["0"], expose: true, options: {token: include-file://token.txt}, constraints: mem=1G}
  sink: {charm: ./sink, num_units: 2, to: [source]}
machines: {"0": {constraints: cores=2}}
relations: [[sink:token, source]]
YAML
printf first >token.txt
printf 'applications: {a: {charm: ./nothing}}\nrelations: [[a, b]]\n' >bad.yaml
expect_failure 1 'refers to application "b" not defined in this bundle' model deploy ./bad.yaml
printf 'applications: {a: {charm: ./nothing}}\n' >bad.yaml
expect_failure 1 'charm path in application "a" does not exist: ./nothing' model deploy ./bad.yaml
expect_failure 1 'options provided but not supported when deploying a bundle: --constraints' model deploy ./shop.yaml --constraints mem=1G
expect_failure 1 'not supported when deploying a charm: --overlay' model deploy ./source --overlay ./shop.yaml

model deploy ./shop.yaml --dry-run >plan
[[ $(head --lines=1 plan) == "Changes to deploy bundle:" && $(tail --lines=1 plan) == "- add unit source/0 to new machine 0" ]]
grep --quiet --line-regexp -e "- add unit sink/1 to new machine 1 to satisfy \[source\]" plan
[[ $(model status --format json | jq --compact-output .applications) == "{}" ]]
model deploy ./shop.yaml >executed 2>err
[[ $(tail --lines=1 err) == "Deploy of bundle completed." ]]
diff <(tail --lines=+2 plan) <(tail --lines=+2 executed)
wait_for 60 unit_says sink/1 active "source/0=first"
[[ $(of_status '.applications.sink.units["sink/0"].machine') == 0 && $(of_status '.machines["0"].constraints') == "cores=2" ]]

again() { model deploy ./shop.yaml "$@" 2>&1; }
[[ $(again) == "No changes to apply." && $(again --dry-run) == "No changes to apply." ]]
[[ $(model diff-bundle ./shop.yaml) == *"missing: bundle"* ]] # machine 1 is the model's only
printf second >token.txt
cat >here.yaml <<'YAML'
applications:
  source: {num_units: 2}
  sink: {to: [source, new]}
YAML
[[ $(model diff-bundle ./shop.yaml --overlay ./here.yaml | grep --count 'bundle: ') == 2 ]]
model deploy ./shop.yaml --overlay ./here.yaml >executed
[[ $(cat executed) == "Executing changes:
- set application options for source
- add unit source/1 to new machine 2" ]]
wait_for 40 unit_says sink/0 active "source/0=second"

model export-bundle >exported.yaml
[[ $(model export-bundle --filename exported2.yaml) == "Bundle successfully exported to exported2.yaml" ]]
cmp exported.yaml exported2.yaml
[[ $(model diff-bundle ./exported.yaml) == "{}" ]]
[[ $(model deploy ./exported.yaml 2>&1) == "No changes to apply." ]]
model expose source --endpoints token --to-cidrs 10.0.0.0/24
[[ $(model export-bundle) == *"--- # overlay.yaml"* ]]

# Annotations are kept, and taken along; bindings name the one space that there is.
cat >noted.yaml <<'YAML'
applications:
  source: {annotations: {owner: ann, gui-x: 10}, bindings: {"": alpha, token: alpha}}
machines: {"0": {annotations: {rack: "12"}}}
YAML
[[ $(model deploy ./shop.yaml --overlay ./noted.yaml) == *"- set annotations for source
- set annotations for existing machine 0"* ]]
[[ $(model deploy ./shop.yaml --overlay ./noted.yaml 2>&1) == "No changes to apply." ]]
model export-bundle >exported.yaml
grep --quiet --extended-regexp '^      gui-x: "10"$' exported.yaml
grep --quiet --extended-regexp '^      rack: "12"$' exported.yaml
[[ $(model diff-bundle ./shop.yaml --annotations) == *"owner:"*"model: ann"* && $(model diff-bundle ./shop.yaml) != *annotations* ]]
[[ $(model deploy ./exported.yaml 2>&1) == "No changes to apply." ]]
sed 's/token: alpha/token: beta/' noted.yaml >elsewhere.yaml
expect_failure 1 'application "source": space "beta" not found' model deploy ./shop.yaml --overlay ./elsewhere.yaml
printf 'applications: {a: {charm: ./source, bindings: {nothing: alpha}}}\n' >bad.yaml
expect_failure 1 'cannot bind application "a": endpoint "nothing" not found' model deploy ./bad.yaml
printf 'applications: {a: {charm: ./source, annotations: {a.b: c}}}\n' >bad.yaml
expect_failure 1 'cannot update annotations on application "a": invalid key "a.b"' model deploy ./bad.yaml
model remove-application a --no-prompt

# Offers with who may use them.
model add-user bob >/dev/null
printf 'applications: {source: {offers: {tokens: {endpoints: [token], acl: {admin: admin, bob: consume}}}}}\n' >offering.yaml
[[ $(model deploy ./shop.yaml --overlay ./offering.yaml | tail --lines=2) == "- create offer tokens using source:token
- grant user bob consume access to offer tokens" ]]
[[ $(model offers --format json | jq --raw-output '.tokens.users.bob.access') == consume ]]
[[ $(model deploy ./shop.yaml --overlay ./offering.yaml 2>&1) == "No changes to apply." ]]
model export-bundle >exported.yaml
grep --quiet --extended-regexp '^ +bob: consume$' exported.yaml
[[ $(model deploy ./exported.yaml 2>&1) == "No changes to apply." ]]
sed 's/bob: consume/nobody: read/' offering.yaml >strange.yaml
expect_failure 1 'cannot deploy bundle: user "nobody"' model deploy ./shop.yaml --overlay ./strange.yaml
model remove-offer admin/default.tokens -y

# The old dialect; a bundle that wants trust.
printf 'services:\n  other: {charm: ./source, num_units: 1, trust: true}\n' >old.yaml
expect_failure 1 'if you consent to trust the following application(s):' model deploy ./old.yaml
[[ $(model deploy ./old.yaml --trust) == *"add unit other/0 to new machine 3" ]]
model add-model empty
expect_failure 1 'nothing to export as there are no applications' model export-bundle
