#!/bin/bash
# The example examples/restore.sh, as a person runs it.
source "$(dirname "$0")/lib.sh"

examples/restore.sh
