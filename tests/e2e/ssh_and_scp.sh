#!/bin/bash
# A shell on a machine, and files to and from it, without an sshd.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source"
wait_for 40 units_idle source/0
expect_failure 2 'no target name specified' model ssh
expect_failure 1 'machine 7 not found' model ssh 7 true
expect_failure 1 'unit "source/7" not found' model ssh source/7 true
expect_failure 1 'could not determine leader for "nobody"' model ssh nobody/leader true

# What stands behind the target is a shell's; its streams and status are the command's.
[[ $(model ssh source/0 -i "$scratch/no-key" -o Some=Option echo UNIT) == UNIT ]]
[[ $(model ssh ubuntu@0 -- 'pwd; exit 0') == "$(model ssh source/leader pwd)" ]]
[[ $(printf 'one\ntwo' | model ssh --container charm source/0 cat) == $'one\ntwo' ]]
status=0
model ssh 0 'echo wrong >&2; exit 42' 2>"$scratch/err" || status=$?
[[ $status == 42 && $(cat "$scratch/err") == wrong ]]
[[ $(model ssh 0 ls agents) == unit-source-0 ]]
[[ $(JUJU_MODEL=default model ssh 0 'env | grep --count JUJU_MODEL || true') == 0 ]]
((EUID != 0)) || [[ $(model ssh 0 readlink --canonicalize /var/lib/juju/agents/unit-source-0/charm) == /var/lib/juju/agents/unit-source-0/charm ]]

cd "$scratch" || exit
expect_failure 2 'at least two arguments required' model scp source/0:note.txt
expect_failure 1 'unit "source/7" not found' model scp source/7:x .
mkdir --parents folder/inner
echo text >folder/inner/file
model scp -- -r -i no-key -o Some=Option folder source/0:copied
[[ $(model ssh 0 cat copied/inner/file) == text ]]
expect_failure 2 "option provided but not defined: -r" model scp -r source/0:copied back
model scp -- -r ubuntu@source/leader:copied back
[[ $(cat back/inner/file) == text ]]
model scp source/0:agents/unit-source-0/charm/metadata.yaml ./metadata.yaml
cmp metadata.yaml "$test_charms/source/metadata.yaml"
expect_failure 1 'No such file' model scp source/0:nothing .
