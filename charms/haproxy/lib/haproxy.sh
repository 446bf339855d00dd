# What this charm knows of HAProxy: one configuration, made from the relations, checked by HAProxy
# itself before it replaces the one that works.
source lib/workload/workload.sh

haproxy_conf=$workload_dir/haproxy.cfg

install_haproxy() {
  ensure_packages haproxy
  on_folder_machine || systemctl --quiet disable --now haproxy
}

# --- servers: the interface http, consumer's side ----------------------------------------------

# servers: one line "NAME ADDRESS PORT" for each related unit that says where its website is.
servers() {
  local relation unit port address
  for relation in $(relation-ids reverseproxy); do
    for unit in $(relation-list -r "$relation"); do
      port=$(relation-get -r "$relation" port "$unit")
      address=$(relation-get -r "$relation" private-address "$unit")
      address=${address:-$(relation-get -r "$relation" hostname "$unit")}
      [[ $port =~ ^[0-9]+$ && $address =~ ^[0-9A-Za-z.:-]+$ ]] || continue
      echo "${unit//\//-}-$port $address $port"
    done
  done
}

# --- configuration ----------------------------------------------------------------------------

# render_conf PORT SERVERS
render_conf() {
  local name address port sticky
  sticky=$(config-get sticky)
  cat <<EOT
global
  maxconn $(config-get max-connections)

defaults
  mode http
  option forwardfor
  option redispatch 1
  retry-on conn-failure empty-response
  retries 3
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout http-request 10s

frontend website
  bind $unit_address:$1
  default_backend servers

backend servers
  balance $(config-get balance)
  http-request disable-l7-retry unless METH_GET
EOT
  [[ $sticky == False ]] || echo "  cookie SERVER insert indirect nocache"
  while read -r name address port; do
    [[ -z $name ]] || echo "  server $name $address:$port check inter 2s$([[ $sticky == False ]] || echo " cookie $name")"
  done <<<"$2"
}

# A configuration that HAProxy refuses (an operator may type anything) never reaches the one that runs.
write_conf() {
  local complaint
  render_conf "$1" "$2" | write_file "$haproxy_conf.candidate" 644
  complaint=$(haproxy -c -f "$haproxy_conf.candidate" 2>&1) ||
    stop_with blocked "haproxy refuses the options: $(grep --max-count=1 ALERT <<<"$complaint" | sed 's/.*\] : //')"
  mv "$haproxy_conf.candidate" "$haproxy_conf"
}

# SIGUSR2 makes the master start a new worker; the old one finishes the requests it has.
run_haproxy() {
  daemon haproxy --reload USR2 --file "$haproxy_conf" -- "$(command -v haproxy)" -W -f "$haproxy_conf"
  wait_until 30 accepts_connections "$unit_address" "$1" ||
    stop_with blocked "haproxy does not start: $(daemon_last_words haproxy)"
}

# --- the website others see: the interface http, provider's side --------------------------------

publish_website() {
  local relation
  for relation in $(relation-ids website); do
    relation-set -r "$relation" hostname="$unit_address" port="$1"
  done
  open_only "$1"
}

# say_status SERVERS: as many lines as there are servers.
say_status() {
  local count
  count=$(grep --count . <<<"$1" || true)
  if ((count > 0)); then
    status-set active "balancing $count server$( ((count == 1)) || echo s)"
  elif [[ -n $(relation-ids reverseproxy) ]]; then
    status-set waiting "no server: the related application has no website up"
  else
    status-set blocked "no server: relate haproxy to a website"
  fi
}
