#!/bin/bash
# Publishes to its friends both ways, and fails if it is told to: then nothing of it is seen.
set -euo pipefail
friends=$(jq --raw-output '.relations.friends[0].id // empty' "$PERIAPT_MODEL")
previous=$(jq --compact-output '."config-previous".fails' "$PERIAPT_MODEL")
fails=$(jq .config.fails "$PERIAPT_MODEL")
if [[ -n $friends ]]; then
  relation-set -r "$friends" imperative="fails=$fails"
  jq --null-input --arg id "$friends" --arg value "was $previous, is $fails" \
    '{relations: {($id): {mine: {declared: $value}}}, ports: ["8080/tcp"], version: "1.2"}' >"$PERIAPT_RUN/publish.json"
fi
[[ -z ${PERIAPT_NOOP:-} ]] || promise changed publishing
if [[ $fails == true ]]; then
  promise not-kept config "told to fail"
fi
