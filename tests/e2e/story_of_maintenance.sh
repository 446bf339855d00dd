#!/bin/bash
# The example examples/maintenance_mode.sh, as a person runs it.
source "$(dirname "$0")/lib.sh"

examples/maintenance_mode.sh
