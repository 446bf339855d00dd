# Backups: one file each, NAME.sql.gz, its name the moment at which it was begun. Sourced after lib/mariadb.sh.

backup_folder() {
  local folder
  folder=$(config-get backup-folder)
  echo "${folder:-$workload_dir/backups}"
}

# applications_databases: one a line. The server's own are not ours to keep.
applications_databases() {
  sql <<<"SELECT schema_name FROM information_schema.schemata
    WHERE schema_name NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')"
}

# write_backup NAME: it has its name only when it is whole.
write_backup() {
  local folder databases
  folder=$(backup_folder)
  mkdir -p "$folder"
  mapfile -t databases < <(applications_databases)
  ((${#databases[@]} > 0)) || {
    echo "there is no database to back up" >&2
    return 1
  }
  (umask 077 && cd "$data_dir" && mariadb-dump --no-defaults --socket=server.sock --user="$(id --user --name)" --single-transaction \
    --routines --events --triggers --add-drop-database --databases "${databases[@]}" | gzip >"$folder/$1.new") &&
    sync "$folder/$1.new" && mv "$folder/$1.new" "$folder/$1.sql.gz"
}

# backups: their names, oldest first.
backups() {
  local file
  for file in "$(backup_folder)"/*.sql.gz; do
    [[ ! -e $file ]] || basename "$file" .sql.gz
  done
}

# is_whole NAME: the dump's last line is there.
is_whole() {
  gzip --decompress --stdout "$(backup_folder)/$1.sql.gz" | tail --lines=1 | grep --quiet '^-- Dump completed'
}

read_backup() { # read_backup NAME
  gzip --decompress --stdout "$(backup_folder)/$1.sql.gz" | sql
}
