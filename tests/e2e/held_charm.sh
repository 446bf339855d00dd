# A charm whose config-changed waits while there is a file `hold` in its folder, for tests that kill what is around
# it. Sourced after lib.sh.

held_charm() { # held_charm FOLDER
  mkdir --parents "$1/hooks"
  printf 'name: held\nsummary: s\ndescription: d\n' >"$1/metadata.yaml"
  printf 'options:\n  option: {type: string, default: one}\n' >"$1/config.yaml"
  cp "$test_charms/source/manifest.yaml" "$1/"
  cat >"$1/hooks/config-changed" <<'HOOK'
#!/bin/bash
set -eu
round=$(($(state-get round) + 1))
state-set round="$round"
echo $$ >>begun
while [[ -e hold ]]; do sleep 0.05; done
status-set active "round $round"
juju-log "said in round $round"
HOOK
  chmod +x "$1/hooks/config-changed"
}

begun_hooks() { wc --lines <"$(charm_folder "$1")/begun"; }                   # begun_hooks UNIT: how many
held_hook() { tail --lines=1 "$(charm_folder "$1")/begun"; }                  # held_hook UNIT: its pid
hold_next_hook() { touch "$(charm_folder "$1")/hold" "$scratch/$(begun_hooks "$1").begun"; } # hold_next_hook UNIT
hook_is_held() { [[ ! -e $scratch/$(begun_hooks "$1").begun ]]; }             # hook_is_held UNIT: since hold_next_hook
let_hook_go() { rm "$(charm_folder "$1")/hold"; }                             # let_hook_go UNIT
