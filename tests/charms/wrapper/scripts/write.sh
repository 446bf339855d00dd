#!/bin/bash
# Writes the token as it is, if it is not there yet.
set -euo pipefail
file=$(jq --raw-output .config.folder "$PERIAPT_MODEL")/bash
new=$PERIAPT_RUN/new
jq --raw-output '.relations.token[0].units[0].data.token' "$PERIAPT_MODEL" >"$new"
if cmp --silent "$new" "$file"; then
  promise kept token
else
  cp "$new" "$file"
  promise changed token
fi
