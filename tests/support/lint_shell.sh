#!/bin/bash
# Every shell script of ours is free of what shellcheck finds suspicious.
set -euo pipefail
cd "$(dirname "$0")/../.."
mapfile -t scripts < <(find charms charm-sdk/authoring/templates examples tests .ci -type f -print0 | xargs --null grep --files-with-matches --max-count=1 '^#!/bin/bash')
# 109x: it does not follow `source`, each file is checked by itself. 2154: hence variables set elsewhere.
shellcheck --shell=bash --exclude=1091,2154 "${scripts[@]}"
shellcheck --shell=bash --exclude=1090,1091,2034,2154 charms/layers/workload/lib/workload/*.sh charms/*/lib/*.sh examples/*/lib/*.sh tests/support/packages.sh tests/support/nightly.sh tests/e2e/lib.sh
