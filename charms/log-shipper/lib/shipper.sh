# What this charm knows of rsyslog: one configuration, made from the options, checked by rsyslog itself before it
# replaces the one that works. Our rsyslog reads files and nothing else; the host's own is not touched.
source lib/workload/workload.sh

shipper_conf=$workload_dir/rsyslog.conf
principal=${JUJU_PRINCIPAL_UNIT:?this charm is a subordinate}

install_shipper() {
  ensure_packages rsyslog
  on_folder_machine || systemctl --quiet disable --now rsyslog
}

# Where our charms' daemons log on this machine: beside the principal's charm, as in lib/workload/daemons.sh.
daemon_logs() {
  echo "$(dirname "$(dirname "$charm_dir")")/unit-${principal//\//-}/workload/daemons/*/log"
}

# In a string of its configuration, rsyslog gives a meaning to these two.
quoted() {
  sed 's/[\\"]/\\&/g; s/.*/"&"/' <<<"$1"
}

# target_action TARGET: how a line is sent; nothing for a target that is none.
# What cannot be sent waits, on disk if it is much, and is sent later.
target_action() {
  if [[ $1 =~ ^(tcp|udp)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):([0-9]+)$ ]] && ((BASH_REMATCH[3] >= 1 && BASH_REMATCH[3] <= 65535)); then
    local host=${BASH_REMATCH[2]#[}
    echo "action(type=\"omfwd\" protocol=\"${BASH_REMATCH[1]}\" target=$(quoted "${host%]}") port=\"${BASH_REMATCH[3]}\" template=\"line\""
    echo '  action.resumeRetryCount="-1" action.resumeInterval="2" action.resumeIntervalMax="30"'
    echo '  queue.type="LinkedList" queue.filename="unsent" queue.maxDiskSpace="64m" queue.saveOnShutdown="on")'
  elif [[ $1 =~ ^file://(/[^[:cntrl:]]+)$ ]]; then
    echo "action(type=\"omfile\" file=$(quoted "${BASH_REMATCH[1]}") fileCreateMode=\"0640\" template=\"line\")"
  fi
}

render_conf() { # render_conf ACTION
  local file
  cat <<EOT
global(workDirectory=$(quoted "$workload_dir/state") maxMessageSize="64k")
module(load="imfile" mode="polling" pollingInterval="1")
template(name="line" type="list") {
  constant(value="<14>1 ")
  property(name="timegenerated" dateFormat="rfc3339")
  constant(value=$(quoted " ${principal//\//-} "))
  property(name="$.daemon")
  constant(value=" - - - ")
  property(name="msg")
  constant(value="\\n")
}
EOT
  for file in "$(daemon_logs)" $2; do
    echo "input(type=\"imfile\" file=$(quoted "$file") tag=\"log\" ruleset=\"ship\" addMetadata=\"on\" escapeLF=\"on\")"
  done
  # a daemon's folder has its name; another file has its own
  cat <<EOT
ruleset(name="ship") {
  set \$.daemon = re_extract(\$!metadata!filename, "([^/ ]+)/log\\\$", 0, 1, "");
  if \$.daemon == "" then { set \$.daemon = re_extract(\$!metadata!filename, "([^/ ]+)\\\$", 0, 1, "-"); }
  $1
}
EOT
}

write_conf() { # write_conf ACTION FILES
  local complaint
  set -o noglob # a * is rsyslog's
  render_conf "$1" "$2" | write_file "$shipper_conf.candidate" 644
  set +o noglob
  complaint=$(rsyslogd -N1 -f "$shipper_conf.candidate" 2>&1) ||
    stop_with blocked "rsyslog refuses the options: $(grep --max-count=1 error <<<"$complaint")"
  mv "$shipper_conf.candidate" "$shipper_conf"
}

run_shipper() {
  daemon rsyslogd --file "$shipper_conf" -- "$(command -v rsyslogd)" -n -i NONE -f "$shipper_conf"
  wait_until 20 daemon_running rsyslogd || stop_with blocked "rsyslog does not start: $(daemon_last_words rsyslogd)"
}
