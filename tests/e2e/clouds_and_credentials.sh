#!/bin/bash
# Records of clouds, on this client and on the controller, and credentials on this client.
source "$(dirname "$0")/lib.sh"

cd "$scratch" || exit
[[ $(model clouds --client --all --format json | jq --raw-output '.localhost.type, .aws.type, .aws.defined') == $'lxd\nec2\npublic' ]]
[[ $(model clouds --client --format json | jq --compact-output keys) == '["localhost"]' ]]
cat >clouds.yaml <<'YAML'
clouds:
  stack:
    type: openstack
    auth-types: [userpass]
    regions: {dev: {endpoint: "https://dev.example.org"}}
YAML
expect_failure 1 'cloud "other" not found in file' model add-cloud other --client --file clouds.yaml
model add-cloud stack --client --file clouds.yaml
expect_failure 1 'already exists' model add-cloud stack --client --file clouds.yaml
[[ $(model show-cloud --client stack) == $'Client cloud "stack":\n\ndefined: local\ntype: openstack'* ]]
[[ $(model show-cloud --client stack --format json | jq --compact-output '.[0].regions') == '{"dev":{"endpoint":"https://dev.example.org"}}' ]]
sed --in-place 's/dev\.example/new.example/' clouds.yaml
model update-cloud stack --client -f clouds.yaml
model show-cloud --client stack | grep --quiet https://new.example.org

# The controller's.
model add-model main
expect_failure 1 'cloud "stack" not found' model update-cloud stack --controller local -f clouds.yaml
model add-cloud stack --controller local --file clouds.yaml
[[ $(model clouds --controller local --format json | jq --compact-output '.stack | [.defined, .users.admin.access]') == '["public","admin"]' ]]
[[ $(model clouds --controller local --format json | jq --raw-output '.localhost.type') == lxd ]]
expect_failure 1 "it is the controller's own" model remove-cloud localhost --controller local
model show-cloud stack >both.txt
[[ $(grep --count '^C.*:$' both.txt) == 2 && $(head --lines=1 both.txt) == 'Cloud "stack" from controller "local":' ]]
model remove-cloud stack --controller local
expect_failure 1 'cloud stacks not found' model show-cloud --client stacks
model remove-cloud stack --client
expect_failure 1 'possible alternative clouds:' model show-cloud --client stack

cat >credentials.yaml <<'YAML'
credentials:
  aws:
    ann: {auth-type: access-key, access-key: known, secret-key: hidden}
YAML
expect_failure 1 'no credentials for cloud google found in file' model add-credential google --client -f credentials.yaml
[[ $(model add-credential aws --client -f credentials.yaml) == 'Credential "ann" added locally for cloud "aws".' ]]
expect_failure 1 'already exists' model add-credential aws --client -f credentials.yaml
shown() { model credentials --format json "$@" | jq --compact-output '."client-credentials".aws."cloud-credentials".ann.details'; }
[[ $(shown) == '{"access-key":"known"}' && $(shown --show-secrets) == '{"access-key":"known","secret-key":"hidden"}' ]]
[[ $(stat --format=%a "$MODEL_DATA/credentials.yaml") == 600 ]]
model clouds --client --format json | jq --exit-status '.aws."credential-count" == 1' >/dev/null
model remove-credential aws ann --client
expect_failure 1 'no credential called "ann"' model remove-credential aws ann --client
