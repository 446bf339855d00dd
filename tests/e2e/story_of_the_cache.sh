#!/bin/bash
# The example examples/object_cache.sh, as a person runs it.
source "$(dirname "$0")/lib.sh"

examples/object_cache.sh
