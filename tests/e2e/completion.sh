#!/bin/bash
# In bash, TAB completes commands, options and the names that the model has.
source "$(dirname "$0")/lib.sh"

# shellcheck disable=SC1090 # what the program prints
source <(model completion bash)
complete_line() { # complete_line WORD…: what is offered for the last one
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  COMPREPLY=()
  _periapt_complete
  echo "${COMPREPLY[*]}"
}

[[ $(complete -p model) == *_periapt_complete* ]]
[[ $(complete_line model add-cha) == add-charm ]]
[[ $(complete_line model status --form) == --format ]]
[[ $(complete_line model config '') == '' ]] # there is no controller: nothing is said, nothing started
[[ ! -e $MODEL_DATA/controllers ]]

model add-charm "$test_charms/source" shop
model add-unit shop
[[ $(complete_line model config sh) == shop ]]
[[ $(complete_line model show-unit '') == "shop/0 shop/1" ]]
[[ $(complete_line model status -m '') == "controller default" ]]
controller=$(running modeld)
kill_hard "$controller"
[[ $(complete_line model config sh) == '' ]] # TAB starts no controller
[[ -z $(running modeld) ]]
expect_failure 2 'no completion for shell "fish": expected bash or zsh' model completion fish
expect_failure 2 'no shell specified' model completion
expect_failure 2 '--format markdown is for "help commands" only' model help deploy --format markdown
