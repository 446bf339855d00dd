#!/bin/bash
# A backup of a running controller is restored: over a controller that lost its database, under machines that still
# run; and into an empty one, where machines are made anew. No hook that had succeeded runs again.
source "$(dirname "$0")/lib.sh"

model add-charm "$test_charms/source" --config token=one
model add-charm "$test_charms/sink"
model relate sink:token source
wait_for 40 unit_says sink/0 active "source/0=one"
wait_for 20 units_idle source/0 sink/0

cd "$scratch" || exit
model create-backup 'before "two"' --filename "$scratch/b.tar.gz" >"$scratch/described"
[[ $(stat --format %a b.tar.gz) == 600 ]] || fail "a backup that others may read"
grep --quiet 'notes: *before "two"' described
model create-backup --no-download --quiet
kept=$(find "$MODEL_DATA" -name 'juju-backup-*')
[[ $(model download-backup "$kept") == "$(basename "$kept")" && -s $(basename "$kept") ]]
expect_failure 1 'backup "passwd" not found' model download-backup /etc/passwd
expect_failure 2 'cannot mix --no-download and --filename' model create-backup --no-download --filename x
expect_failure 1 'it has models, which would be lost' model restore-backup b.tar.gz
expect_failure 1 'file "none.tar.gz" not found' model restore-backup none.tar.gz

# What happens after the backup: the controller will not know it, the agents do.
model config source token=two
wait_for 30 unit_says sink/0 active "source/0=two"
wait_for 20 units_idle source/0 sink/0
before=$(hooks_of sink/0)

# The database is lost; the machines run on, and no command makes a new controller that would end them.
agents=$(running model-agent run)
kill_hard "$(running modeld)"
rm "$MODEL_DATA"/controllers/local/model.db*
echo "This is no database, however long one looks at it. It was one, and something has written over it." >"$MODEL_DATA/controllers/local/model.db"
expect_failure 1 'not a database: move it away and restore a backup' model status
rm "$MODEL_DATA"/controllers/local/model.db*
expect_failure 1 'is gone, but its machines are there: restore a backup' model status
printf 'no backup' >bad.tar.gz
expect_failure 1 'is not a complete backup' model restore-backup bad.tar.gz
model restore-backup b.tar.gz
[[ $(running model-agent run) == "$agents" ]] || fail "agents were started again"
# The restored option is the older one: the units are told, and only that.
sink_was_told() { [[ $(hooks_of sink/0) != "$before" ]]; }
wait_for 30 sink_was_told
wait_for 30 unit_says sink/0 active "source/0=one"
wait_for 20 units_idle source/0 sink/0
new=$(hooks_of sink/0 | tail --lines=+$(($(wc --lines <<<"$before") + 1)) | sort --unique)
[[ $new == "token-relation-changed source/0" ]] || fail "after the restore: $new"
model config source token=three
wait_for 30 unit_says sink/0 active "source/0=three"
model kill-controller local --no-prompt

# Elsewhere: nothing is left but the archive.
model restore-backup b.tar.gz second
both_started() { [[ $(hooks_of source/0) == *start* && $(hooks_of sink/0) == *start* ]]; }
wait_for 60 both_started
wait_for 60 unit_says sink/0 active "source/0=one"
wait_for 30 units_idle source/0 sink/0
again=$(hooks_of sink/0; hooks_of source/0)
! grep --extended-regexp 'install|leader-elected|-created|-joined' <<<"$again" || fail "ran twice: $again"
model config source token=four
wait_for 30 unit_says sink/0 active "source/0=four"
model kill-controller second --no-prompt
