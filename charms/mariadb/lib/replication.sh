# One unit writes, the others follow it. Sourced by lib/mariadb.sh.
#
# Who writes is agreed in the peer relation's application bag, where only the leader writes:
#   primary, term          the unit that writes, and a number that grows whenever it is another one
#   replication-password   with which the units' servers speak to each other
#   password-N             of the user for the relation db:N
# Each unit's own bag says its port, as `term` the term in which it began to write, and as `maintenance` why, as the
# primary, it has asked applications to leave the database alone.
#
# A server starts read-only and stays it until its unit has read that it is the primary, and has seen that no other
# server of the cluster writes. Users are made on each server by its own unit, of the relations; only data is replicated.
cluster=$(relation-ids cluster)
history_mark=$workload_dir/has-history # this server's data is the cluster's, or was once
leaving_mark=$workload_dir/leaving

# --- what is agreed -----------------------------------------------------------------------------

agreed() { # agreed KEY
  relation-get -r "$cluster" --app "$1" "${JUJU_UNIT_NAME%%/*}"
}

agree() { # agree KEY VALUE: not by a command line, as some are passwords
  printf '{"%s": "%s"}' "$1" "$2" | relation-set -r "$cluster" --app --file -
}

peers() {
  relation-list -r "$cluster"
}

is_member() { # is_member UNIT
  grep --quiet --line-regexp --fixed-strings "$1" <<<"$JUJU_UNIT_NAME"$'\n'"$(peers)"
}

is_primary() {
  [[ $(agreed primary) == "$JUJU_UNIT_NAME" ]]
}

has_replicas() {
  [[ -n $(peers) ]]
}

name_primary() { # name_primary UNIT
  local term
  term=$(agreed term)
  agree primary "$1"
  agree term $((${term:-0} + 1))
  juju-log "$1 is the primary of term $((${term:-0} + 1))"
}

# --- the servers of the cluster -----------------------------------------------------------------

# make_replication_user: with it the other units copy, follow and ask this server. They see all data, and change nothing.
make_replication_user() {
  local password
  password=$(agreed replication-password)
  [[ -n $password ]] || return 0
  sql <<EOT
SET sql_log_bin = 0;
CREATE USER IF NOT EXISTS replication@'%';
ALTER USER replication@'%' IDENTIFIED BY '$password';
GRANT SELECT, RELOAD, LOCK TABLES, SHOW VIEW, EVENT, TRIGGER, BINLOG MONITOR, REPLICATION SLAVE, SLAVE MONITOR
  ON *.* TO replication@'%';
EOT
}

address_of() { # address_of UNIT
  if [[ $1 == "$JUJU_UNIT_NAME" ]]; then echo "$unit_address"; else relation-get -r "$cluster" private-address "$1"; fi
}

port_of() { # port_of UNIT
  relation-get -r "$cluster" port "$1"
}

# client_settings UNIT [PORT]: how programs reach its server. They read it from a pipe: a command line is for all to see.
client_settings() {
  printf '[client]\nhost=%s\nport=%s\nuser=replication\npassword=%s\n' \
    "$(address_of "$1")" "${2:-$(port_of "$1")}" "$(agreed replication-password)"
}

# ask UNIT [PORT]: SQL on stdin, to the server of that unit.
ask() {
  if [[ $1 == "$JUJU_UNIT_NAME" ]]; then
    sql
  else
    timeout 15 mariadb --defaults-file=<(client_settings "$@") --connect-timeout=5 --batch "$names"
  fi
}

# While the option port is being changed, a unit's server may be at the new one before its bag says so.
answers() { # answers UNIT
  ask "$1" <<<'SELECT 1' >/dev/null || ask "$1" "$(config-get port)" <<<'SELECT 1' >/dev/null
}

writes() { # writes UNIT
  [[ $(ask "$1" <<<'SELECT @@global.read_only' 2>/dev/null) == 0 ]]
}

nobody_else_writes() {
  local unit
  for unit in $(peers); do
    ! writes "$unit" || return 1
  done
}

replica_status() { # replica_status UNIT FIELD: empty where the unit's server follows nobody
  local names=--column-names
  ask "$1" <<<'SHOW SLAVE STATUS\G' | sed --quiet "s/^ *$2: *//p"
}

# number POSITION: of its last transaction. There is one domain: a position is DOMAIN-SERVER-NUMBER.
number() {
  echo $((10#0${1##*-}))
}

# received UNIT: the number of the last transaction that a replica has; empty for what is no working replica.
received() {
  local unit=$1 in_log applied
  [[ $(replica_status "$unit" Slave_SQL_Running) == Yes ]] || return 0
  in_log=$(number "$(replica_status "$unit" Gtid_IO_Pos)")
  applied=$(number "$(ask "$unit" <<<'SELECT @@global.gtid_slave_pos')")
  echo $((in_log > applied ? in_log : applied))
}

# most_advanced: of the replicas that answer, the one that has received the most.
most_advanced() {
  local unit count
  for unit in $(peers) "$JUJU_UNIT_NAME"; do
    count=$(received "$unit" 2>/dev/null) || continue
    [[ -z $count ]] || echo "$count $unit"
  done | sort --stable --numeric-sort --key=1,1 | tail --lines=1 | cut --delimiter=' ' --fields=2
}

# --- the leader ---------------------------------------------------------------------------------

# lead: a primary is named if there is none, or if the one that there is does not answer.
lead() {
  local primary heir
  [[ $(is-leader) == True ]] || return 0
  primary=$(agreed primary)
  if [[ -z $primary ]]; then
    name_primary "$(who_has_data)"
  elif [[ $primary != "$JUJU_UNIT_NAME" ]] && ! { is_member "$primary" && wait_until 5 answers "$primary"; }; then
    heir=$(most_advanced)
    [[ -z $heir ]] || name_primary "$heir"
  fi
}

# agree_on_passwords: made once by whoever leads then.
agree_on_passwords() {
  local relation key
  [[ $(is-leader) == True ]] || return 0
  [[ -n $(agreed replication-password) ]] || agree replication-password "$(random_password)"
  for relation in $(relation-ids db); do
    key=password-${relation##*:}
    [[ -z $(agreed "$key") ]] || continue
    agree "$key" "$(published_by_anybody "$relation" password)"
    [[ -n $(agreed "$key") ]] || agree "$key" "$(random_password)"
  done
}

# published_by_anybody RELATION KEY: what a unit of ours has published. A revision of this charm that did not
# replicate has served there, with passwords that applications know.
published_by_anybody() {
  local unit
  for unit in "$JUJU_UNIT_NAME" $(peers); do
    relation-get -r "$1" "$2" "$unit" 2>/dev/null || true
  done | head --lines=1
}

# who_has_data: this unit, unless another has served before there was replication.
who_has_data() {
  local unit relation
  for unit in $(peers); do
    for relation in $(relation-ids db); do
      if [[ -n $(relation-get -r "$relation" password "$unit" 2>/dev/null) ]]; then
        echo "$unit"
        return
      fi
    done
  done
  echo "$JUJU_UNIT_NAME"
}

# --- the primary --------------------------------------------------------------------------------

# be_primary: has applied all that it has received, and writes.
be_primary() {
  [[ $(sql <<<'SELECT @@global.read_only') == 1 ]] || return 0
  wait_until 20 nobody_else_writes || stop_with waiting "another unit of the cluster still writes"
  if [[ -n $(replica_status "$JUJU_UNIT_NAME" Master_Host) ]]; then
    status-set maintenance "applying what was received, to be the primary"
    wait_until 10 has_what_others_have || juju-log "a server of the cluster has more than could be received"
    sql >/dev/null <<<"SELECT MASTER_GTID_WAIT('$(replica_status "$JUJU_UNIT_NAME" Gtid_IO_Pos)', 60);
      STOP SLAVE; RESET SLAVE ALL;"
  fi
  take_over_maintenance
  touch "$history_mark"
  sql <<<'SET GLOBAL read_only = OFF'
  relation-set -r "$cluster" term="$(agreed term)"
}

# take_over_maintenance: what the primary before this one has announced holds on, until somebody ends it here.
take_over_maintenance() {
  local unit term latest reason=''
  latest=$(relation-get -r "$cluster" term "$JUJU_UNIT_NAME")
  for unit in $(peers); do
    term=$(relation-get -r "$cluster" term "$unit")
    ((term > latest)) || continue
    latest=$term
    reason=$(relation-get -r "$cluster" maintenance "$unit")
    state-set maintenance="$reason"
  done
}

# say_maintenance: for the unit that may have to take over.
say_maintenance() {
  relation-set -r "$cluster" --file - <<<"{\"maintenance\": $(jq --null-input --arg reason "$(state-get maintenance)" '$reason')}"
}

has_what_others_have() {
  local unit most=0 theirs
  for unit in $(peers); do
    theirs=$(number "$(ask "$unit" <<<'SELECT @@global.gtid_binlog_pos' 2>/dev/null)")
    ((theirs <= most)) || most=$theirs
  done
  (($(received "$JUJU_UNIT_NAME") >= most))
}

# hand_over: this unit goes. What it has written reaches the replicas before they choose.
hand_over() {
  touch "$leaving_mark"
  sql <<<'SET GLOBAL read_only = ON'
  wait_until 20 replicas_have_all || juju-log "not all that was written here has reached a replica"
}

replicas_have_all() {
  ! sql <<<"SELECT state FROM information_schema.processlist WHERE command = 'Binlog Dump'" |
    grep --quiet --invert-match 'has sent all binlog'
}

# --- a replica ----------------------------------------------------------------------------------

# follow PRIMARY: read-only, and with all that the primary has.
follow() {
  local primary=$1
  sql <<<'SET GLOBAL read_only = ON'
  [[ -n $primary ]] || stop_with waiting "the leader has not named a primary yet"
  [[ $(relation-get -r "$cluster" term "$primary" 2>/dev/null) == "$(agreed term)" ]] ||
    stop_with waiting "$primary is to be the primary, and is not yet"
  state-delete maintenance # the primary has taken it over
  say_maintenance
  if ! follows "$primary"; then
    answers "$primary" || stop_with waiting "the primary $primary does not answer"
    if [[ ! -e $history_mark ]]; then
      copy_data "$primary"
    elif has_all_of_ours "$primary"; then
      start_following "$primary"
    else
      set_data_aside
      copy_data "$primary"
    fi
  fi
  wait_until 20 replicates || stop_with blocked "replication from $primary does not run: $(what_stops_replication)"
}

follows() { # follows PRIMARY
  [[ $(replica_status "$JUJU_UNIT_NAME" Master_Host):$(replica_status "$JUJU_UNIT_NAME" Master_Port) == \
    "$(address_of "$1"):$(port_of "$1")" && -e $history_mark ]]
}

# A primary that is away for a moment is connected to again by the server itself.
replicates() {
  [[ $(replica_status "$JUJU_UNIT_NAME" Slave_SQL_Running) == Yes &&
    $(replica_status "$JUJU_UNIT_NAME" Slave_IO_Running) != No ]]
}

what_stops_replication() {
  local names=--column-names
  sql <<<'SHOW SLAVE STATUS\G' | sed --quiet --regexp-extended 's/^ *Last_(SQL|IO)_Error: *(.+)/\2/p' | head --lines=1
}

# copy_data PRIMARY: all its databases as of one moment. Who was interrupted begins again: there is no mark yet.
copy_data() {
  local state
  status-set maintenance "copying the data of $1"
  state=$(ask "$1" <<<'SELECT @@global.gtid_binlog_state')
  sql <<<"STOP SLAVE; RESET SLAVE ALL; RESET MASTER; SET GLOBAL gtid_binlog_state = '$state';"
  {
    echo 'SET sql_log_bin = 0;'
    mariadb-dump --defaults-file=<(client_settings "$1") --single-transaction --gtid --master-data=1 --routines --events \
      --triggers --add-drop-database --all-databases --ignore-database=mysql --ignore-database=sys
  } | sql || stop_with waiting "the data of $1 could not be copied: it is tried again"
  touch "$history_mark"
  start_following "$1"
}

# start_following PRIMARY: what a former primary has written itself counts as received.
start_following() {
  local demote=''
  if [[ -z $(replica_status "$JUJU_UNIT_NAME" Master_Host) && -n $(sql <<<'SELECT @@global.gtid_binlog_pos') ]]; then
    demote=', MASTER_DEMOTE_TO_SLAVE = 1'
  fi
  sql <<EOT
STOP SLAVE;
CHANGE MASTER TO MASTER_HOST = '$(address_of "$1")', MASTER_PORT = $(port_of "$1"), MASTER_USER = 'replication',
  MASTER_PASSWORD = '$(agreed replication-password)', MASTER_CONNECT_RETRY = 2, MASTER_USE_GTID = slave_pos$demote;
START SLAVE;
EOT
}

# has_all_of_ours PRIMARY: for each server that has ever written, it knows its transactions up to the last that we know.
has_all_of_ours() {
  local theirs ours
  theirs=$(ask "$1" <<<"SELECT CONCAT_WS(',', @@global.gtid_binlog_state, @@global.gtid_slave_pos)")
  ours=$(sql <<<'SELECT @@global.gtid_binlog_state')
  awk -F- -v theirs="$theirs" '
    BEGIN { count = split(theirs, known, ","); for (i = 1; i <= count; i++) { split(known[i], part, "-")
      if (part[3] + 0 > last[part[1] "-" part[2]]) last[part[1] "-" part[2]] = part[3] + 0 } }
    NF == 3 && $3 + 0 > last[$1 "-" $2] { unknown = 1 }
    END { exit unknown }' < <(tr ',' '\n' <<<"$ours")
}

# set_data_aside: this server was the primary and died with transactions that nobody else has received. They stay here, whole,
# for people to look at, and the server begins anew.
set_data_aside() {
  daemon_stop mariadbd
  rm -f "$history_mark"
  mv "$data_dir" "$workload_dir/set-aside-$(date --utc +%Y%m%dT%H%M%SZ)"
  start_server
}

# what_is_aside: for the status, until somebody has removed the folder.
what_is_aside() {
  local folder
  for folder in "$workload_dir"/set-aside-*; do
    [[ ! -e $folder ]] || echo "; writes that nobody else has are in $(basename "$folder")"
  done
}
