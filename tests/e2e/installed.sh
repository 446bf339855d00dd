#!/bin/bash
# Installed below any prefix, or staged for a package, the programs find each other with nothing else on PATH.
source "$(dirname "$0")/lib.sh"
build=$(dirname "$(dirname "$(command -v modeld)")")

programs() { # the files of ours that run
  local pid
  for pid in $(running modeld) $(running model-agent supervise) $(running model-agent run); do readlink "/proc/$pid/exe"; done |
    sort --unique | xargs
}

# deploys PREFIX: with only its `model`, a charm comes up and its machine's tools know the version.
deploys() {
  local model=$1/bin/model PATH=$1/bin:/usr/bin:/bin
  "$model" add-charm "$test_charms/source" --config token=installed
  wait_for 40 unit_says source/0 active 'token is "installed"'
  [[ $(find "$MODEL_DATA" -path '*/tools/machine-0/jujud' -exec {} version \;) == "$("$model" version)" ]]
  [[ $(programs) == "$1/libexec/periapt/model-agent $1/libexec/periapt/modeld" ]] || fail "these run: $(programs)"
  "$model" kill-controller local --no-prompt
}

cmake --install "$build" --prefix "$scratch/prefix" >/dev/null
[[ $(readlink "$scratch"/prefix/bin/juju-{exec,run} | sort --unique) == ../libexec/periapt/model-agent ]]
[[ $(cd "$scratch/prefix" && find . -type f | sort | xargs) == \
  "./bin/model ./libexec/periapt/hook-tool ./libexec/periapt/model-adapter ./libexec/periapt/model-agent ./libexec/periapt/modeld ./share/bash-completion/completions/model ./share/doc/periapt/reference.md" ]] ||
  fail "installed: $(find "$scratch/prefix")"
[[ $(<"$scratch/prefix/share/bash-completion/completions/model") == "$(model completion bash)" ]]
deploys "$scratch/prefix"

DESTDIR=$scratch/stage cmake --install "$build" --prefix /usr >/dev/null
deploys "$scratch/stage/usr"
