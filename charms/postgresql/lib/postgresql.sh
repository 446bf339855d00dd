# What this charm knows of PostgreSQL. The server is ours alone: own data directory, own port, started by nobody but us;
# the clusters that the host runs are not touched.
source lib/workload/workload.sh

data_dir=$workload_dir/data
hba_conf=$workload_dir/pg_hba.conf
ident_conf=$workload_dir/pg_ident.conf
server_user=$(id --user --name)
as_server=()
# PostgreSQL never serves as root. The unit's folder may be below one that only root may enter (/root), so that its
# user keeps the one right to look through folders.
if ((EUID == 0)); then
  server_user=postgres
  capability=-all,+dac_read_search
  as_server=(setpriv --reuid postgres --regid postgres --init-groups
    "--bounding-set=$capability" "--inh-caps=$capability" "--ambient-caps=$capability" --)
fi

# --- server -----------------------------------------------------------------------------------

install_server() {
  ensure_packages postgresql jq
  on_folder_machine || systemctl --quiet disable --now postgresql
}

# Programs of the release that made the data; of the newest one where there is none yet.
find_programs() {
  local version
  if [[ -e $data_dir/PG_VERSION ]]; then
    version=$(<"$data_dir/PG_VERSION")
  else
    version=$(printf '%s\n' /usr/lib/postgresql/* | sort --version-sort | tail --lines=1)
  fi
  programs=/usr/lib/postgresql/${version##*/}/bin
  [[ -x $programs/postgres ]] || stop_with blocked "the data is of PostgreSQL ${version##*/}, which is not installed"
}

# The new directory gets its name only when it is complete, so an interrupted start leaves no half of one.
create_data_dir() {
  [[ ! -d $data_dir ]] || return 0
  status-set maintenance "creating an empty database server"
  rm -rf "$data_dir.new"
  install --directory --mode=700 --owner="$server_user" "$data_dir.new"
  "${as_server[@]}" "$programs/initdb" --pgdata="$data_dir.new" --username=postgres --encoding=UTF8 --locale=C.UTF-8 \
    --auth-local=peer --auth-host=scram-sha-256 --no-instructions >/dev/null
  mv "$data_dir.new" "$data_dir"
}

# Settings are on the command line: another one is another command, hence a new start; the file of who may come in is only
# read again. The socket's folder is the data directory, where the server is: a path to it could be longer than a socket's.
run_server() {
  write_file "$ident_conf" 644 <<<"charm $server_user postgres"
  daemon postgres --reload HUP --file "$hba_conf" -- \
    "$charm_dir/src/serve" "${as_server[@]}" "$programs/postgres" -D "$data_dir" \
    -c hba_file="$hba_conf" -c ident_file="$ident_conf" -c listen_addresses="$unit_address" -c port="$1" \
    -c unix_socket_directories=. -c max_connections="$(config-get max-connections)" -c password_encryption=scram-sha-256
  wait_until 60 server_answers "$1" || stop_with blocked "postgres does not start: $(daemon_last_words postgres)"
}

server_answers() {
  sql postgres "$1" <<<'SELECT 1' >/dev/null
}

# sql DATABASE [PORT]: SQL comes on stdin, where no password shows in a list of processes.
sql() {
  local port=${2:-$(config-get port)}
  (cd "$data_dir" && "${as_server[@]}" "$programs/psql" --host=/proc/self/cwd --port="$port" --username=postgres \
    --dbname="$1" --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1)
}

# --- relations: the interface pgsql -----------------------------------------------------------

# own_setting RELATION KEY: what we have published there.
own_setting() {
  relation-get -r "$1" "$2" "$JUJU_UNIT_NAME"
}

# asked RELATION KEY: what the other side asks for: its application, or in the older form one of its units.
asked() {
  local unit value
  value=$(relation-get -r "$1" --app "$2" "$(relation-list -r "$1" --app)")
  for unit in $(relation-list -r "$1"); do
    value=${value:-$(relation-get -r "$1" "$2" "$unit")}
  done
  echo "$value"
}

database_for() {
  local name
  name=$(asked "$1" database)
  echo "${name:-$(relation-list -r "$1" --app)}"
}

user_for() {
  echo "relation-${1##*:}"
}

# The role that owns a database: its users are members of it, and it gets what a user has made when that user goes.
owner_of() {
  echo "owner-$1"
}

# words LIST: the items of a list with commas, one a line.
words() {
  tr ', ' '\n' <<<"$1" | grep . || true
}

# refusal RELATION: why what it asks for is not given; nothing where it is. Roles of this charm's own are nobody's to have.
refusal() {
  local database word
  database=$(database_for "$1")
  [[ $database =~ ^[A-Za-z0-9_-]{1,57}$ && ! $database =~ ^(postgres|template[01])$ ]] ||
    echo "\"$database\" is no name for its database"
  for word in $(words "$(asked "$1" roles)"); do
    [[ $word =~ ^[A-Za-z0-9_-]{1,63}$ && ! $word =~ ^(postgres$|pg_|relation-|owner-) ]] || echo "the role \"$word\" is not for it"
  done
  for word in $(words "$(asked "$1" extensions)"); do
    [[ $word =~ ^[A-Za-z0-9_-]{1,63}(:[A-Za-z0-9_-]{1,63})?$ && -n $(available "${word%%:*}") ]] ||
      echo "there is no extension \"$word\""
  done
}

available() {
  sql postgres <<<"SELECT name FROM pg_available_extensions WHERE name = '$1';"
}

# serve RELATION: its database and user exist, and the other side knows them. The password is made once and then kept in
# the relation itself; the server is brought in line with it every time.
serve() {
  local relation=$1 database user password owner
  database=$(database_for "$relation")
  user=$(user_for "$relation")
  owner=$(owner_of "$database")
  password=$(own_setting "$relation" password)
  password=${password:-$(random_password)}
  sql postgres <<EOT
SELECT 'CREATE ROLE "$owner"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$owner') \gexec
SELECT 'CREATE DATABASE "$database" OWNER "$owner"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$database') \gexec
SELECT 'CREATE ROLE "$user"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$user') \gexec
ALTER ROLE "$user" LOGIN PASSWORD '$password';
SET client_min_messages = error;
GRANT "$owner" TO "$user";
REVOKE CONNECT ON DATABASE "$database" FROM PUBLIC;
GRANT CONNECT ON DATABASE "$database" TO "$owner";
EOT
  grant_roles "$user" "$(asked "$relation" roles)"
  create_extensions "$database" "$(asked "$relation" extensions)"
  publish "$relation" "$database" "$user" "$password"
}

grant_roles() { # grant_roles USER LIST
  local role
  for role in $(words "$2"); do
    sql postgres <<EOT
SELECT 'CREATE ROLE "$role"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$role') \gexec
SET client_min_messages = error;
GRANT "$role" TO "$1";
EOT
  done
}

create_extensions() { # create_extensions DATABASE LIST: its items are "NAME" or "NAME:SCHEMA"
  local item
  for item in $(words "$2"); do
    {
      echo "SET client_min_messages = error;"
      [[ $item != *:* ]] || echo "CREATE SCHEMA IF NOT EXISTS \"${item#*:}\" AUTHORIZATION \"$(owner_of "$1")\";"
      echo "CREATE EXTENSION IF NOT EXISTS \"${item%%:*}\"$([[ $item != *:* ]] || echo " SCHEMA \"${item#*:}\"");"
    } | sql "$1"
  done
}

# The other side compares what it asked for with what it is told, and its own subnets and units with those let in.
publish() { # publish RELATION DATABASE USER PASSWORD
  local port
  port=$(config-get port)
  jq --null-input --arg database "$2" --arg user "$3" --arg password "$4" --arg host "$unit_address" --arg port "$port" \
    --arg extensions "$(asked "$1" extensions)" --arg roles "$(asked "$1" roles)" --arg version "$(server_version)" \
    --arg subnets "$(subnets_of "$1" | paste --serial --delimiters=,)" \
    --arg units "$(relation-list -r "$1" | paste --serial --delimiters=' ')" '{
      $database, $user, $password, $host, $port, $extensions, $roles, $version, state: "standalone",
      "allowed-subnets": $subnets, "allowed-units": $units,
      master: "dbname=\($database) host=\($host) password=\($password) port=\($port) user=\($user)"}' |
    relation-set -r "$1" --file -
}

server_version() {
  "$programs/postgres" --version | grep --only-matching --extended-regexp '[0-9]+(\.[0-9]+)?' | head --lines=1
}

# subnets_of RELATION: the networks its units speak from, one a line.
subnets_of() {
  local unit
  {
    words "$(relation-get -r "$1" --app egress-subnets "$(relation-list -r "$1" --app)")"
    for unit in $(relation-list -r "$1"); do
      words "$(relation-get -r "$1" egress-subnets "$unit")"
    done
  } | grep --extended-regexp '^[0-9a-fA-F.:]+/[0-9]+$' | sort --unique || true
}

# write_hba RELATION…: each user comes in to its own database, from its own networks; this charm by the socket.
# Machines that are folders of one host all speak from 127.0.0.1.
write_hba() {
  local relation subnet
  {
    echo "local all postgres peer map=charm"
    for relation in "$@"; do
      for subnet in $(subnets_of "$relation") $(on_folder_machine && echo 127.0.0.1/32); do
        echo "host \"$(database_for "$relation")\" \"$(user_for "$relation")\" $subnet scram-sha-256"
      done
    done
  } | write_file "$hba_conf" 644
}

# forget RELATION: its user is gone, and its database if nobody else uses it and nobody wants to keep it.
forget() {
  local relation=$1 database user owner
  user=$(user_for "$relation")
  database=$(own_setting "$relation" database)
  [[ -n $database ]] || return 0
  owner=$(owner_of "$database")
  sql postgres <<<"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '$user';" >/dev/null
  if [[ -n $(sql postgres <<<"SELECT 1 FROM pg_roles WHERE rolname = '$user';") ]]; then
    sql "$database" <<<"REASSIGN OWNED BY \"$user\" TO \"$owner\"; DROP OWNED BY \"$user\"; DROP ROLE \"$user\";"
  fi
  if [[ $(config-get keep-data) == False && -z $(users_of "$owner") ]]; then
    sql postgres <<<"DROP DATABASE IF EXISTS \"$database\" WITH (FORCE);"
    sql postgres <<<"DROP ROLE IF EXISTS \"$owner\";"
  fi
}

users_of() {
  sql postgres <<<"SELECT 1 FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = roleid WHERE rolname = '$1' LIMIT 1;"
}

# --- only one unit has the data ---------------------------------------------------------------

# This charm does not replicate. The first unit to lead serves, and remembers that it does: a unit that lost the
# leadership since still has everybody's data.
serves() {
  [[ $(state-get serves) == yes ]] && return
  [[ $(is-leader) == True ]] && state-set serves=yes
}

# say_service [REFUSAL]
say_service() {
  local count
  [[ -z $1 ]] || stop_with blocked "$1"
  count=$(relation-ids db | wc --lines)
  case $count in
    0) status-set active "ready: relate an application to it" ;;
    1) status-set active "serving 1 application" ;;
    *) status-set active "serving $count applications" ;;
  esac
}
