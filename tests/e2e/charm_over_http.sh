#!/bin/bash
# A charm comes over HTTP and HTTPS from a server on this host; one that nobody vouches for is not believed.
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

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$scratch/key.pem" -out "$scratch/certificate.pem" 2>/dev/null
tests/support/git_http_server.py "$scratch/served" "$scratch/certificate.pem" "$scratch/key.pem" >"$scratch/tls-port" 2>>"$scratch/server.log" &
wait_for 20 grep --quiet '[0-9]' "$scratch/tls-port"
secure=https://localhost:$(cat "$scratch/tls-port")
expect_failure 1 "cannot fetch $secure/repo: " model add-charm "git+$secure/repo#main"
SSL_CERT_FILE=$scratch/absent expect_failure 1 'cannot read the certificates that SSL_CERT_FILE' model add-charm "git+$secure/repo#main"

expect_failure 1 "cannot fetch $address/absent: " model add-charm "git+$address/absent"
model add-charm "git+$address/repo#main"
wait_for 40 unit_says demo/0 active "over http"
[[ $(model charm origin demo | sed --quiet 's/^commit: //p') == "$(git -C "$repo" rev-parse HEAD)" ]]

SSL_CERT_FILE=$scratch/certificate.pem model add-charm "git+$secure/repo#main" vouched
wait_for 40 unit_says vouched/0 active "over http"
