#!/bin/bash
# A full disk makes the controller read-only, not dead: it says so, shows what it knows, records removals, and goes
# on when there is space again. Needs the right to mount; the mount ends with this test's processes.
unshare --mount true 2>/dev/null || exit 77
[[ ${1-} == mounting ]] || exec unshare --mount "$0" mounting
source "$(dirname "$0")/lib.sh"

mkdir "$MODEL_DATA"
mount -t tmpfs -o size=16m tmpfs "$MODEL_DATA" || exit 77

source_is_gone() { [[ -z $(of_status '.applications.source') ]]; }

model add-charm "$test_charms/source" --config token=one
wait_for 40 units_idle source/0

dd if=/dev/zero of="$MODEL_DATA/filler" bs=64k 2>/dev/null || true
expect_failure 1 "disk is full" model config source token=two
expect_failure 1 "only removals are accepted until there is space" model config source token=two
unit_says source/0 active || fail "what is known is not shown: $(model status)"

model remove-application source --no-prompt
wait_for 30 source_is_gone

rm "$MODEL_DATA/filler"
model add-model other
model kill-controller local --no-prompt
umount --lazy "$MODEL_DATA"
