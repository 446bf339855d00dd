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
[[ $(model show-cloud --client stack --format json | jq --raw-output '.[0].description') == "Openstack Cloud" ]]
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

# In full, replaced, and the defaults.
[[ $(model show-credential aws ann) == *$'aws:\n    ann:\n      content:\n        auth-type: access-key\n        access-key: known' ]]
model show-credentials --show-secrets | grep --quiet 'secret-key: hidden'
expect_failure 2 'both cloud and credential name are needed' model show-credential aws
expect_failure 1 'credential "bob" for cloud "aws" not found' model show-credential aws bob
sed --in-place 's/access-key: known/access-key: newer/' credentials.yaml
model update-credential aws ann --client -f - <credentials.yaml
[[ $(shown) == '{"access-key":"newer"}' ]]
expect_failure 1 'credential "bob" for cloud "aws" not found' model update-credential aws bob -f credentials.yaml
expect_failure 1 'region "mars" is not valid for cloud aws' model update-credential aws -f credentials.yaml --region mars
expect_failure 2 'Usage: model update-credential' model update-credential
sed 's/aws:/google:/' credentials.yaml >google.yaml
expect_failure 1 'use add-credential' model update-credential -f google.yaml
said() { "$@" 2>said.txt >/dev/null && cat said.txt; }
[[ $(said model default-credential aws) == 'Default credential for cloud "aws" is not set on this client.' ]]
expect_failure 1 'credential "bob" for cloud aws not valid' model default-credential aws bob
model default-credential aws ann
[[ $(said model default-credential aws) == 'Default credential for cloud "aws" is "ann" on this client.' ]]
model default-region aws us-east-1
[[ $(said model default-region aws) == *'is "us-east-1" on this client.' ]]
[[ $(model credentials aws --format json | jq --raw-output '."client-credentials".aws | ."default-credential" + " " + ."default-region"') == 'ann us-east-1' ]]
expect_failure 1 'region "mars" not found (expected one of ["us-east-1" "eu-west-1"])' model default-region aws mars
expect_failure 1 'cloud nowhere not found' model default-region nowhere
expect_failure 2 'cannot specify a region and --reset' model default-region aws us-east-1 --reset
model default-region aws --reset
[[ $(said model default-region aws) == *'is not set on this client.' ]]
[[ $(model regions aws --client) == $'\nClient Cloud Regions\nus-east-1\neu-west-1' ]]
[[ $(model regions localhost --format json | jq --compact-output keys) == '["client-cloud-regions","controller-cloud-regions"]' ]]
expect_failure 1 'cloud "nowhere" not found on this client' model regions nowhere --client
model remove-credential aws ann --client
model show-credentials 2>&1 | grep --quiet 'No credentials from this client'
expect_failure 1 'no credential called "ann"' model remove-credential aws ann --client
