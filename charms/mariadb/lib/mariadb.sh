# What this charm knows of MariaDB. The server is ours alone: own data directory, own socket, own
# port, started by nobody but us; whatever MariaDB the host runs is not touched.
source lib/workload/workload.sh
source lib/replication.sh

data_dir=$workload_dir/data
server_conf=$workload_dir/server.cnf
temporary_dir=$workload_dir/tmp # a server that starts removes temporary tables, also those of other servers

# --- server -----------------------------------------------------------------------------------

# On a machine that is a folder the server runs as whoever runs the hook, elsewhere as mysql.
server_user() {
  if on_folder_machine; then id --user --name; else echo mysql; fi
}

install_server() {
  ensure_packages mariadb-server
  on_folder_machine || systemctl --quiet disable --now mariadb
}

# The new directory gets its name only when it is complete, so an interrupted start leaves no half of one.
# --rpm means: leave the owner of the installed PAM plugin alone, it is the host's.
create_data_dir() {
  mkdir -p "$temporary_dir"
  chown "$(server_user)" "$temporary_dir"
  [[ ! -d $data_dir ]] || return 0
  status-set maintenance "creating an empty database server"
  rm -rf "$data_dir.new"
  TMPDIR=$temporary_dir mariadb-install-db --no-defaults --rpm --datadir="$data_dir.new" --user="$(server_user)" \
    --skip-test-db --auth-root-authentication-method=socket --auth-root-socket-user="$(id --user --name)" >/dev/null
  mv "$data_dir.new" "$data_dir"
}

# start_server: it runs with the options as they are now, and the other units' servers can speak to it.
start_server() {
  create_data_dir
  write_server_conf "$(config-get port)"
  run_server
  make_replication_user
}

# The socket's name is relative to the data directory: a path to it could be longer than a socket's may be.
write_server_conf() {
  write_file "$server_conf" 644 <<EOT
[mariadbd]
datadir = $data_dir
tmpdir = $temporary_dir
socket = server.sock
pid-file = server.pid
bind-address = $unit_address
port = $1
max-connections = $(config-get max-connections)
character-set-server = utf8mb4
skip-name-resolve
read-only
server-id = $((${JUJU_UNIT_NAME##*/} + 1))
log-bin = binlog
log-slave-updates
gtid-strict-mode
expire-logs-days = 10
EOT
}

run_server() {
  local mark=$workload_dir/started-by-charm
  touch "$mark"
  daemon mariadbd --file "$server_conf" -- \
    "$charm_dir/src/serve-data" "$mark" "$(command -v mariadbd)" --defaults-file="$server_conf" --user="$(server_user)"
  wait_until 60 server_answers ||
    stop_with blocked "mariadbd does not start: $(daemon_last_words mariadbd)"
  rm -f "$mark"
}

server_answers() {
  sql <<<'SELECT 1' >/dev/null
}

# SQL comes on stdin, where no password shows in a list of processes.
names=--skip-column-names
sql() {
  (cd "$data_dir" && mariadb --no-defaults --socket=server.sock --user="$(id --user --name)" --batch "$names")
}

# --- relations: the interface mysql -----------------------------------------------------------

# own_setting RELATION KEY: what we have published there.
own_setting() {
  relation-get -r "$1" "$2" "$JUJU_UNIT_NAME"
}

database_for() {
  local name
  name=$(config-get database)
  echo "${name:-$(relation-list -r "$1" --app)}"
}

user_for() {
  echo "relation-${1##*:}"
}

# admit RELATION: its user may enter this server. Every unit does it for its own server: users are not replicated. The
# password is made once, and the server is brought in line with it every time.
admit() {
  local relation=$1 database user password
  database=$(database_for "$relation")
  [[ $database =~ ^[A-Za-z0-9_-]{1,64}$ ]] ||
    stop_with blocked "option database: \"$database\" is no name for a database"
  user=$(user_for "$relation")
  password=$(agreed "password-${relation##*:}")
  [[ -n $password ]] || return 0 # the leader has not made it yet
  sql <<EOT
SET sql_log_bin = 0;
CREATE USER IF NOT EXISTS '$user'@'%';
ALTER USER '$user'@'%' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON \`${database//_/\\_}\`.* TO '$user'@'%';
EOT
}

# serve RELATION: its database exists, and the other side knows how to use it.
serve() {
  local relation=$1 database password
  database=$(database_for "$relation")
  password=$(agreed "password-${relation##*:}")
  [[ -n $password ]] || return 0
  sql <<<"CREATE DATABASE IF NOT EXISTS \`$database\`"
  publish_state "$relation"
  relation-set -r "$relation" --file - <<EOT
{"database": "$database", "user": "$(user_for "$relation")", "password": "$password",
 "host": "$unit_address", "port": "$(config-get port)", "slave": "False", "term": "$(agreed term)"}
EOT
}

# withdraw RELATION: another unit serves it.
withdraw() {
  relation-set -r "$1" database= user= password= host= port= slave= term= state=
}

# publish_state RELATION: whether the database may be used. It is said with what is needed to use it, never after.
publish_state() {
  if [[ -n $(state-get maintenance) ]]; then
    relation-set -r "$1" state=maintenance
  else
    relation-set -r "$1" state=available
  fi
}

# forget RELATION: its user is gone, and its database if nobody wants to keep it.
forget() {
  local relation=$1 database
  database=$(own_setting "$relation" database)
  sql <<<"SET sql_log_bin = 0; DROP USER IF EXISTS '$(user_for "$relation")'@'%';"
  if is_primary && [[ -n $database && $(config-get keep-data) == False ]]; then
    sql <<<"DROP DATABASE IF EXISTS \`$database\`;"
  fi
}

# --- status -------------------------------------------------------------------------------------

say_service() {
  local reason
  reason=$(state-get maintenance)
  if ! is_primary; then
    status-set active "replica of $(agreed primary)$(what_is_aside)"
  elif [[ -n $reason ]]; then
    status-set maintenance "$reason: applications have been told"
  else
    status-set active "$(describe_service)$(what_is_aside)"
  fi
}

describe_service() {
  local count
  count=$(relation-ids db | wc --lines)
  ! has_replicas || echo -n "primary: "
  case $count in
    0) echo "ready: relate an application to it" ;;
    1) echo "serving 1 application" ;;
    *) echo "serving $count applications" ;;
  esac
}
