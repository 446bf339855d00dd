#!/bin/bash
# The static site by Chef: it serves the archive that is attached, and goes on with the old one where a new one is no site.
source "$(dirname "$0")/lib.sh"
command -v cinc-solo >/dev/null || command -v chef-solo >/dev/null || [[ -x /opt/cinc/bin/cinc-solo || -x /opt/chef/bin/chef-solo ]] || {
  echo "skipped: no cinc-solo or chef-solo"
  exit 77
}

site() { # site TEXT: an archive of one page
  mkdir -p "$scratch/public"
  echo "$1" >"$scratch/public/index.html"
  tar --create --gzip --file "$scratch/site.tar.gz" --directory "$scratch/public" .
}
page() { curl --silent --fail --max-time 10 "http://$(of_status '.applications["apache-site"].units["apache-site/0"]["public-address"]'):$1/"; }
shows() { page 8080 | grep --quiet --fixed-strings "$1"; }

model add-charm ./charms/apache-site --config title="Nothing <yet>"
wait_for 120 unit_says apache-site/0 active "no site yet"
shows "<h1>Nothing &lt;yet&gt;</h1>"

site "first edition"
model attach-resource apache-site site="$scratch/site.tar.gz"
wait_for 60 shows "first edition"
tar --create --file "$scratch/site.tar.gz" --files-from /dev/null
model attach-resource apache-site site="$scratch/site.tar.gz"
wait_for 60 unit_says apache-site/0 error 'hook failed: "upgrade-charm"'
shows "first edition"
site "second edition"
model attach-resource apache-site site="$scratch/site.tar.gz"
model resolved apache-site/0
wait_for 60 shows "second edition"
wait_for 60 unit_says apache-site/0 active

model config apache-site port=80
wait_for 60 unit_says apache-site/0 blocked "option port: 80"
shows "second edition"
