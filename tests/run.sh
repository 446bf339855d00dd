#!/bin/bash
# run.sh [release|asan|tsan|nightly]: packages, build, tests; the last lines are ctest's own summary.
# `release` (what CI runs) runs everything. `asan` and `tsan` build the libraries with that sanitizer and
# run the unit tests, the simulation and what else stays in one process. `nightly` plays the simulations and the real
# kills for hours, on the release build (support/nightly.sh). Works for an ordinary user too, once the packages are
# there.
set -euo pipefail
cd "$(dirname "$0")/.."
source tests/support/packages.sh
source tests/support/nightly.sh

lane=${1:-release}
case $lane in
  release) type=Release selection=() ;;
  nightly) type=Release selection=() ;;
  asan) type=Asan selection=(--label-exclude 'e2e|release-only') ;;
  tsan) type=Tsan selection=(--label-exclude 'e2e|release-only') ;;
  *)
    echo "usage: tests/run.sh [release|asan|tsan|nightly]" >&2
    exit 2
    ;;
esac
build=build/${lane/nightly/release}

# phase NAME COMMAND…: runs COMMAND and says how long it took.
phase() {
  local name=$1 start=$SECONDS
  shift
  echo "=== $name"
  "$@"
  echo "=== $name: $((SECONDS - start)) s"
}

build() {
  cmake -B "$build" -G Ninja -DCMAKE_BUILD_TYPE="$type" >/dev/null
  ninja -C "$build"
}

# A test may be skipped only where tests/skips.txt says so and why.
check_skips() {
  local skipped unlisted
  skipped=$(sed --quiet --regexp-extended 's/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: ([^ ]+) .*\*\*\*Skipped.*/\1/p' "$1")
  unlisted=$(grep --invert-match --line-regexp --fixed-strings --file=<(cut --delimiter=' ' --fields=1 tests/skips.txt) <<<"$skipped" | grep . || true)
  [[ -z $unlisted ]] || {
    echo "skipped, but not listed in tests/skips.txt: $unlisted"
    return 1
  }
}

test_all() {
  local log=$build/ctest.log
  ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" "${selection[@]}" 2>&1 | tee "$log"
  check_skips "$log"
}

phase packages require_packages
phase "build $lane" build
[[ $lane != nightly ]] || {
  nightly "$build"
  exit
}
echo "=== tests"
test_all
