#!/bin/bash
# The context is a file; what is declared in publish.json is published once this has succeeded.
set -euo pipefail
[[ $(jq --raw-output .event.name "$PERIAPT_MODEL") == install ]]
[[ $(jq --raw-output .unit.name "$PERIAPT_MODEL") == "$JUJU_UNIT_NAME" ]]
folder=$(jq --raw-output .config.folder "$PERIAPT_MODEL")
key=$(od --address-radix=n --read-bytes=12 --format=x1 /dev/urandom | tr --delete ' ')
secret-add value="$key" --label key >/dev/null # nobody else knows it
[[ -z $folder ]] || echo "$key" >"$folder/key"
promise changed installed "by a script"
promise kept nothing-else
