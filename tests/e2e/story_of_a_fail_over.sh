#!/bin/bash
# The example examples/fail_over.sh, as a person runs it.
source "$(dirname "$0")/lib.sh"

examples/fail_over.sh
