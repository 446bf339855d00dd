# Daemons that stay in the foreground, kept alive: by systemd where the machine is ours, and by
# lib/workload/keep, a child of the machine's supervisor, where the machine is a folder.
#
# $workload_dir/daemons/NAME/   one folder a daemon:
#   lock         held by `keep` while it keeps the daemon; the pids below mean something only then
#   keeper.pid   daemon.pid
#   log          what the daemon printed
#   applied      digest of the command and files it was last started or reloaded with

# daemon NAME [--reload SIGNAL] [--file FILE]… -- COMMAND…
# Makes sure that COMMAND runs, and with the FILEs as they are now: a changed FILE means SIGNAL if
# there is one to tell the daemon, else a new start; a changed COMMAND always means a new start.
daemon() {
  local name=$1 signal='' files=() folder command_digest digest
  shift
  while [[ $1 != -- ]]; do
    case $1 in
      --reload) signal=$2 ;;
      --file) files+=("$2") ;;
    esac
    shift 2
  done
  shift
  folder=$(daemon_folder "$name")
  mkdir -p "$folder"
  command_digest=$(printf '%s\0' "$@" | sha256sum | cut -c1-64)
  digest="$command_digest $(cat "${files[@]}" /dev/null | sha256sum | cut -c1-64)"

  if daemon_running "$name" && [[ -e $folder/applied ]]; then
    [[ $digest != "$(<"$folder/applied")" ]] || return 0
    if [[ -n $signal && $(<"$folder/applied") == "$command_digest "* ]]; then
      daemon_signal "$name" "$signal"
      write_file "$folder/applied" 644 <<<"$digest"
      return 0
    fi
  fi
  daemon_stop "$name"
  daemon_start "$name" "$@"
  write_file "$folder/applied" 644 <<<"$digest"
}

# daemon_stop NAME: it does not run afterwards. Knows no error for one that did not run.
daemon_stop() {
  local folder
  folder=$(daemon_folder "$1")
  rm -f "$folder/applied"
  if ! on_folder_machine; then
    remove_service "$1"
  elif daemon_running "$1"; then
    kill -TERM "$(<"$folder/keeper.pid")" 2>/dev/null || true
    flock --timeout 90 "$folder/lock" true # `keep` holds it until the daemon is gone
  fi
}

daemon_running() {
  if on_folder_machine; then
    local lock
    lock=$(daemon_folder "$1")/lock
    [[ -e $lock ]] && ! flock --nonblock "$lock" true
  else
    systemctl --quiet is-active "$(service_name "$1")"
  fi
}

# daemon_last_words NAME: the last line it printed, for a status message.
daemon_last_words() {
  if on_folder_machine; then
    tail --lines=1 "$(daemon_folder "$1")/log" 2>/dev/null
  else
    journalctl --unit="$(service_name "$1")" --lines=1 --output=cat
  fi
}

# --- no charm needs to call what follows -------------------------------------------------------

daemon_folder() {
  echo "$workload_dir/daemons/$1"
}

daemon_start() {
  local name=$1 folder
  shift
  if ! on_folder_machine; then
    install_service "$name" "$@"
    return
  fi
  folder=$(daemon_folder "$name")
  rm -f "$folder/daemon.pid"
  # A session of its own, nothing of the hook's left open: the hook ends and the daemon stays.
  setsid --fork "$charm_dir/lib/workload/keep" "$folder" "$@" </dev/null >>"$folder/log" 2>&1
  wait_until 10 test -s "$folder/daemon.pid"
}

daemon_signal() {
  if on_folder_machine; then
    kill -s "$2" "$(<"$(daemon_folder "$1")/daemon.pid")"
  else
    systemctl kill --kill-who=main --signal="$2" "$(service_name "$1")"
  fi
}

service_name() {
  echo "${JUJU_UNIT_NAME//\//-}-$1.service"
}

install_service() {
  local service words
  service=$(service_name "$1")
  shift
  printf -v words '"%s" ' "$@"
  write_file "/etc/systemd/system/$service" 644 <<EOT
[Unit]
Description=$service, kept by the charm in $charm_dir
After=network-online.target

[Service]
ExecStart=$words
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
EOT
  systemctl daemon-reload
  systemctl enable --now "$service"
}

remove_service() {
  local service
  service=$(service_name "$1")
  [[ -e /etc/systemd/system/$service ]] || return 0
  systemctl disable --now "$service"
  rm "/etc/systemd/system/$service"
  systemctl daemon-reload
}
