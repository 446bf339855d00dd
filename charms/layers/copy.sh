#!/bin/bash
# Copies the shared layer into each charm that uses it. `copy.sh --check` copies nothing and fails where a copy differs.
set -euo pipefail
cd "$(dirname "$0")/.."
for charm in */metadata.yaml; do
  copy=$(dirname "$charm")/lib/workload
  if [[ ${1:-} == --check ]]; then
    diff --recursive layers/workload/lib/workload "$copy" || {
      echo "$copy differs from charms/layers/workload: edit the layer, then run charms/layers/copy.sh" >&2
      exit 1
    }
  else
    mkdir -p "$copy"
    cp layers/workload/lib/workload/* "$copy/"
  fi
done
