#!/bin/bash
# A charm comes over HTTP from a server on this host; a server that has no such repository is told.
source "$(dirname "$0")/lib.sh"

mkdir --parents "$scratch/served/repo/hooks"
repo=$scratch/served/repo
git init --quiet --initial-branch=main "$repo"
printf 'name: demo\nsummary: s\ndescription: d\n' >"$repo/metadata.yaml"
printf '#!/bin/sh\nstatus-set active "over http"\n' >"$repo/hooks/start"
chmod +x "$repo/hooks/start"
git -C "$repo" add .
git -C "$repo" -c user.name=t -c user.email=t@x.org commit --quiet --message one
tests/support/git_http_server.py "$scratch/served" >"$scratch/port" 2>"$scratch/server.log" &
wait_for 20 grep --quiet '[0-9]' "$scratch/port"
address=http://127.0.0.1:$(cat "$scratch/port")

expect_failure 1 "cannot fetch $address/absent: " model add-charm "git+$address/absent"
model add-charm "git+$address/repo#main"
wait_for 40 unit_says demo/0 active "over http"
[[ $(model charm origin demo | sed --quiet 's/^commit: //p') == "$(git -C "$repo" rev-parse HEAD)" ]]
