# What this charm knows of its site. It is served out of a copy, so that a new charm changes nothing before its turn.
source lib/workload/workload.sh
source lib/workload/turns.sh

copy=$workload_dir/site

version_served() {
  cat "$copy/version"
}

# wanted_site: all that the site is made of, as text that tells one from another.
wanted_site() {
  sha256sum src/app.py version
  printf '%s\n' "$unit_address" "$1" "$(config-get title)"
}

is_serving() { # is_serving PORT: the site as it is wanted
  daemon_running site && [[ -e $copy/made-of && $(<"$copy/made-of") == "$(wanted_site "$1")" ]]
}

# serve PORT: or this hook fails, with what the site said last.
serve() {
  mkdir -p "$copy"
  rm -f "$copy/made-of"
  cp src/app.py version "$copy/"
  daemon site --file "$copy/app.py" -- \
    env UNIT="$JUJU_UNIT_NAME" TITLE="$(config-get title)" VERSION="$(version_served)" \
    python3 "$copy/app.py" "$unit_address" "$1"
  wait_until 5 answers "$1" || {
    echo "version $(version_served) does not answer: $(daemon_last_words site)" >&2
    exit 1
  }
  wanted_site "$1" >"$copy/made-of"
}

answers() {
  curl --silent --fail --max-time 2 --output /dev/null "http://$unit_address:$1/"
}
