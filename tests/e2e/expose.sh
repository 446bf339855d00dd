#!/bin/bash
# Who may reach an application from outside: all of it, or endpoint by endpoint.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source"
exposed() { model show-application source --format json | jq --compact-output '.source | [.exposed, ."exposed-endpoints"]'; }
[[ $(exposed) == "[false,null]" ]]
expect_failure 1 'application "nobody" not found' model expose nobody
expect_failure 1 'endpoint "nothing" not found' model expose source --endpoints nothing
expect_failure 1 'unable to parse "10.0.0.0" as a CIDR' model expose source --to-cidrs 10.0.0.0
expect_failure 1 'space "moon" not found' model expose source --to-spaces moon
[[ $(exposed) == "[false,null]" ]]

model expose source
[[ $(exposed) == "[true,null]" && $(of_status .applications.source.exposed) == true ]]
model unexpose source
[[ $(exposed) == "[false,null]" ]]
model expose source --to-cidrs 192.168.0.0/24,10.0.0.0/24
model expose source --endpoints token --to-spaces alpha
[[ $(exposed) == '[true,{"":{"expose-to-cidrs":["10.0.0.0/24","192.168.0.0/24"]},"token":{"expose-to-spaces":["alpha"]}}]' ]]
model unexpose source --endpoints token
[[ $(exposed) == '[true,{"":{"expose-to-cidrs":["10.0.0.0/24","192.168.0.0/24"]}}]' ]]
expect_failure 1 'endpoint "token" is not exposed' model unexpose source --endpoints token
model expose source --endpoints token
model unexpose source
[[ $(exposed) == "[false,null]" ]]
