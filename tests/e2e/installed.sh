#!/bin/bash
# Installed below any prefix, or staged for a package, the programs find each other with nothing else on PATH.
source "$(dirname "$0")/lib.sh"
build=$(dirname "$(dirname "$(command -v modeld)")")

# deploys BIN: with only this folder's `model`, a charm comes up and its machine's tools know the version.
deploys() {
  local model=$1/model
  "$model" add-charm "$test_charms/source" --config token=installed
  wait_for 40 unit_says source/0 active 'token is "installed"'
  [[ $(find "$MODEL_DATA" -path '*/tools/machine-0/jujud' -exec {} version \;) == "$("$model" version)" ]]
  [[ $(running modeld) && $(running model-agent run) ]]
  [[ -z $(running "$build/bin/modeld")$(running "$build/bin/model-agent") ]] || fail "a program of the build runs"
  "$model" kill-controller local --no-prompt
}

cmake --install "$build" --prefix "$scratch/prefix" >/dev/null
[[ $(cd "$scratch/prefix" && find . -type f | sort | xargs) == \
  "./bin/model ./libexec/periapt/hook-tool ./libexec/periapt/model-agent ./libexec/periapt/modeld" ]] ||
  fail "installed: $(find "$scratch/prefix")"
PATH=$scratch/prefix/bin:/usr/bin:/bin
deploys "$scratch/prefix/bin"

DESTDIR=$scratch/stage cmake --install "$build" --prefix /usr >/dev/null
PATH=$scratch/stage/usr/bin:/usr/bin:/bin
deploys "$scratch/stage/usr/bin"
