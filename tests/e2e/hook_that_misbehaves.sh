#!/bin/bash
# A hook that is not executable, or prints without end, harms nobody but its own unit.
source "$(dirname "$0")/lib.sh"

spoiled() { # spoiled NAME HOOK-TEXT MODE: a charm whose start hook is this
  mkdir --parents "$scratch/$1/hooks"
  printf 'name: %s\nsummary: s\ndescription: d\n' "$1" >"$scratch/$1/metadata.yaml"
  cp "$test_charms/source/manifest.yaml" "$scratch/$1/"
  printf '%s\n' "$2" >"$scratch/$1/hooks/start"
  chmod "$3" "$scratch/$1/hooks/start"
}

# Hooks are made executable when a charm is packed, so only a directory in a hook's place cannot be run.
spoiled folder '' 644
rm "$scratch/folder/hooks/start" && mkdir "$scratch/folder/hooks/start" && touch "$scratch/folder/hooks/start/keep"
model add-charm "$scratch/folder"
spoiled loud $'#!/bin/sh\nhead --bytes=100000000 /dev/zero | tr "\\\\0" "x"; echo; status-set active "said it all"' 755
model add-charm "$scratch/loud"

wait_for 30 unit_says folder/0 error 'hook failed: "start"'
wait_for 60 unit_says loud/0 active "said it all"
(($(du --summarize --block-size=1M "$MODEL_DATA" | cut --fields=1) < 90)) || fail "100 MB of output were kept"
