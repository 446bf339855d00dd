#!/bin/bash
# The scenarios that our charms bring with them hold.
source "$(dirname "$0")/lib.sh"
count=0
for folder in "$charms"/*/tests; do
  model charm test "${folder%/tests}"
  count=$((count + 1))
done
((count > 0)) || fail "no charm brings a scenario"
