# What a charm in Bash needs to keep a promise: where it is, what to say, and what to wait for.
# Sourced by every hook, before anything else: `source lib/workload/workload.sh`.
#
# The rule of all hooks here: look at what is wanted, look at what is there, do the difference.
# A hook may run twice, or be killed half-way, so nothing depends on which hook is running.
set -euo pipefail
umask 022

charm_dir=${JUJU_CHARM_DIR:?hooks are started by the unit\'s agent}
# Everything this unit makes lives here, beside the charm, and goes with the unit.
workload_dir=$(dirname "$charm_dir")/workload
mkdir -p "$workload_dir"

source "$charm_dir/lib/workload/packages.sh"
source "$charm_dir/lib/workload/daemons.sh"

# --- where are we? ----------------------------------------------------------------------------

# The address others reach this unit at.
unit_address=$(unit-get private-address)

# A machine whose address is a loopback address is a folder on a shared host: no systemd of its
# own, no port below 1024, and the host's services and /etc are not ours to touch.
on_folder_machine() {
  [[ $unit_address == 127.* ]]
}

# --- saying how it stands ---------------------------------------------------------------------

# stop_with STATUS MESSAGE: says what is missing and ends this hook well: the next one looks again.
stop_with() {
  status-set "$1" "$2"
  exit 0
}

# --- ports ------------------------------------------------------------------------------------

# require_port PORT: goes on if a unit on this machine can have PORT, which an operator chose.
require_port() {
  (($1 >= 1 && $1 <= 65535)) || stop_with blocked "option port: $1 is not a port"
  if on_folder_machine && (($1 < 1024)); then
    stop_with blocked "option port: $1 is below 1024, which this machine cannot have (it is a folder)"
  fi
}

# open_only PORT: PORT is the one port of this unit that others may use. Without PORT: none.
open_only() {
  local opened
  for opened in $(opened-ports); do
    [[ $opened == "${1:-}/tcp" ]] || close-port "$opened"
  done
  [[ -z ${1:-} ]] || open-port "$1/tcp"
}

# --- waiting and writing ----------------------------------------------------------------------

# wait_until SECONDS COMMAND…: true as soon as COMMAND is, false when it never was in SECONDS.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}

# accepts_connections ADDRESS PORT
accepts_connections() {
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# write_file PATH MODE [OWNER]: PATH becomes what comes on stdin, all of it or nothing of it.
write_file() {
  local new=$1.new
  (umask 077 && cat >"$new")
  chmod "$2" "$new"
  [[ -z ${3:-} ]] || chown "$3" "$new"
  mv "$new" "$1"
}

# random_password: 32 hexadecimal digits.
random_password() {
  od --address-radix=n --format=x1 --read-bytes=16 /dev/urandom | tr --delete ' \n'
}
