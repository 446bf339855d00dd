#!/bin/bash
# The example examples/customise.sh, as a person runs it.
source "$(dirname "$0")/lib.sh"

examples/customise.sh
