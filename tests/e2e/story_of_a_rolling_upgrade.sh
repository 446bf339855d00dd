#!/bin/bash
# The example examples/rolling_upgrade.sh, as a person runs it.
source "$(dirname "$0")/lib.sh"

examples/rolling_upgrade.sh
