#!/bin/bash
# A charm begun for any tool lints clean and becomes active as it is; the linter says what is wrong, where, and how badly.
source "$(dirname "$0")/lib.sh"
cd "$scratch" || exit

tools=(bash python)
command -v puppet >/dev/null && tools+=(puppet)
command -v cf-agent >/dev/null && tools+=(cfengine)
command -v ansible-playbook >/dev/null && tools+=(ansible)
command -v cinc-solo >/dev/null || command -v chef-solo >/dev/null && tools+=(chef)
for tool in bash python puppet cfengine ansible chef; do
  model charm init "charms/a-$tool" --with "$tool" >files
  grep --quiet --line-regexp "$scratch/charms/a-$tool/metadata.yaml" files
  [[ -z $(model charm lint "charms/a-$tool") ]] || fail "the new charm for $tool does not lint clean"
done
for tool in "${tools[@]}"; do model add-charm "./charms/a-$tool"; done
for tool in "${tools[@]}"; do wait_for 60 unit_says "a-$tool/0" active; done
[[ $(of_status '.applications["a-bash"].units["a-bash/0"]["open-ports"][0]') == 8080/tcp ]]

model charm test charms/a-python | grep --quiet '^  passed in '

# nothing is written over, nothing is guessed
expect_failure 1 'it exists' model charm init charms/a-bash --with puppet
expect_failure 1 'cannot begin a charm with "pupet": expected one of' model charm init other --with pupet
expect_failure 1 "cannot begin a charm \"Other\": a charm's name" model charm init Other --with bash
expect_failure 2 'no tool specified: --with one of ansible' model charm init other
expect_failure 2 'no charm name specified' model charm init --with bash
[[ $(ls) == *charms* && ! -e other && ! -e Other ]]

# levels, places, exit statuses, forms
lints() { # lints STATUS CHARM [OPTION…]: what it prints goes to the file `said`
  local expected=$1 status=0
  shift
  model charm lint "$@" >"$scratch/said" 2>/dev/null || status=$?
  ((status == expected)) || fail "charm lint $* ended with $status, not $expected: $(cat "$scratch/said")"
}
cd charms/a-bash || exit
model charm pack . --output ../a-bash.charm >/dev/null
lints 0 ../a-bash.charm
sed --in-place 's/^tags:.*/tags: []/' metadata.yaml
lints 100 .
grep --quiet --line-regexp 'W: metadata.yaml:6: tags are empty' "$scratch/said"
echo 'handlers: {start: {bash: scripts/absent}}' >charm.yaml
lints 200 . --format json
[[ $(jq --raw-output '.findings[0] | .level + " " + .file + " " + (.line | tostring)' "$scratch/said") == "error charm.yaml 1" ]]
[[ $(jq --compact-output '[.errors, .warnings]' "$scratch/said") == "[1,2]" ]] # start has a hook as well
lints 200 "$scratch/nowhere"
grep --quiet '^E: FATAL: ' "$scratch/said"
printf 'PK\003\004 nonsense' >../broken.charm
lints 200 ../broken.charm
expect_failure 2 'unrecognized args: ["more"]' model charm lint . more

# a bundle, with what its charms do not have; our own things
cat >bundle.yaml <<'YAML'
applications:
  a-bash: {charm: ., num_units: 1}
  python: {charm: ../a-python, num_units: 1, options: {colour: red}}
relations: [[a-bash:website, python:website]]
YAML
rm charm.yaml
lints 200 ./bundle.yaml
grep --quiet --line-regexp 'E: bundle.yaml:3: application "python": unknown option "colour"' "$scratch/said"
grep --quiet --line-regexp 'E: bundle.yaml:2: relation \["a-bash:website" "python:website"\]: no relations found' "$scratch/said"
expect_failure 1 'a charm has no overlays' model charm lint . --overlay bundle.yaml
cd "$charms/.." || exit
lints 0 examples/blog/bundle.yaml --overlay examples/blog/ours.yaml
for charm in charms/*/metadata.yaml; do lints 0 "${charm%/*}" --no-tools; done
lints 0 charms/wordpress
lints 0 charms/memcached
