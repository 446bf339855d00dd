# What `tests/run.sh nightly` does once the release build is there: the simulations with many more histories, all that
# wrapped tools can do, then real kills with several seeds. Sourced; nightly BUILD. Fewer, to try it:
# PERIAPT_RESOLVER_HISTORIES, PERIAPT_MODEL_HISTORIES, PERIAPT_DEFECT_HISTORIES, PERIAPT_LEAST_CRASHES,
# PERIAPT_SEEDS ("1 2 3"), PERIAPT_KILLS.

# nightly BUILD: every part, however the others ended; the table last. False if one has failed.
nightly() {
  local build=$1 log=$1/nightly failed=()
  local -x PERIAPT_BIN=$1/bin PERIAPT_SEED PERIAPT_KILLS=${PERIAPT_KILLS:-200}
  rm --recursive --force "$log"
  mkdir --parents "$log"

  # part NAME COMMAND…: what it prints is shown and kept.
  part() {
    local name=$1 start=$SECONDS
    shift
    echo "=== $name"
    "$@" 2>&1 | tee "$log/$name.log" || failed+=("$name")
    echo "=== $name: $((SECONDS - start)) s"
  }
  part resolver "$build/bin/resolver_sim" --progress --histories "${PERIAPT_RESOLVER_HISTORIES:-100000}"
  part model "$build/bin/model_sim" --progress --histories "${PERIAPT_MODEL_HISTORIES:-10000}" \
    --least-crashes "${PERIAPT_LEAST_CRASHES:-20}"
  part resolver-defects "$build/bin/resolver_sim" --all-defects --histories "${PERIAPT_DEFECT_HISTORIES:-10000}"
  part model-defects "$build/bin/model_sim" --all-defects --histories "${PERIAPT_DEFECT_HISTORIES:-10000}"
  PERIAPT_FULL=1 part wrapped-tools tests/e2e/wrapped_tools.sh
  for PERIAPT_SEED in ${PERIAPT_SEEDS:-1 2 3 4 5}; do
    part "kills-$PERIAPT_SEED" tests/fault/killed_at_named_points.sh
  done

  point_table "$log"
  [[ ${#failed[@]} == 0 ]] || {
    echo "failed: ${failed[*]}; see $log"
    return 1
  }
}

# point_table FOLDER: how often processes ended at each fault point, in the simulation and by SIGKILL.
point_table() {
  echo
  printf '%-40s %12s %12s\n' 'fault point' 'in process' 'by SIGKILL'
  {
    # "  agent.hook-ended while start: 21"
    sed --quiet '/^processes ended at:/,$ s/^  \([a-z.-]*\)[^:]*: \([0-9]*\).*/\1 \2 0/p' "$1/model.log"
    # "     12 agent.hook-ended"
    cat "$1"/kills-*.log | sed --quiet --regexp-extended 's/^ +([0-9]+) ([a-z-]+(\.[a-z-]+)+)$/\2 0 \1/p'
  } | awk '{ played[$1] += $2; killed[$1] += $3 }
           END { for (point in played) printf "%-40s %12d %12d\n", point, played[point], killed[point] }' | sort
}
