#!/bin/bash
# PostgreSQL: a related application gets the database that it asks for, and nobody else comes in.
source "$(dirname "$0")/lib.sh"

mkdir -p "$scratch/client/hooks"
printf 'name: client\nsummary: s\ndescription: d\nrequires:\n  db:\n    interface: pgsql\n' >"$scratch/client/metadata.yaml"
# shellcheck disable=SC2016 # for the hook
printf '#!/bin/bash\nrelation-set -r "$JUJU_RELATION_ID" --app database=shop extensions=citext,hstore:words roles=readers\n' >"$scratch/client/hooks/db-relation-created"
chmod +x "$scratch/client/hooks/db-relation-created"
model add-charm ./charms/postgresql
model add-charm "$scratch/client"
model relate client postgresql
published() { model exec --unit client/0 "relation-get -r \$(relation-ids db) $1 postgresql/0"; }
known() { [[ $(published master) == "dbname=shop "* && $(published allowed-units) == client/0 ]]; }
wait_for 120 known
wait_for 20 unit_says postgresql/0 active "serving 1 application"
[[ $(published extensions) == citext,hstore:words && $(published roles) == readers ]]
[[ $(published allowed-subnets) == 127.*/32 ]]

# What it is told opens its own database, and that alone.
says() { psql --no-psqlrc --quiet --no-align --tuples-only --dbname="$(published master) ${2-}" <<<"$1"; }
says "CREATE TABLE articles (name citext, facts words.hstore); INSERT INTO articles VALUES ('Cup')"
[[ $(says "SELECT count(*) FROM articles WHERE name = 'CUP'") == 1 ]]
[[ $(says "SELECT pg_has_role('readers', 'member')") == t ]]
expect_failure 2 'no pg_hba.conf entry' says 'SELECT 1' dbname=postgres
expect_failure 2 'password authentication failed' says 'SELECT 1' password=guessed
if log_lines "^unit-postgresql.*$(published password)"; then fail "the log holds the password"; fi

# It is started again when it dies; a port that is changed is told.
kill -KILL "$(head --lines=1 "$(charm_folder postgresql/0)/../workload/data/postmaster.pid")"
answers() { [[ $(says 'SELECT name FROM articles') == Cup ]]; }
wait_for 40 answers
model config postgresql port=5433
moved() { [[ $(published port) == 5433 ]] && answers; }
wait_for 40 moved

# What nobody may have is refused, and said.
model exec --unit client/0 "relation-set -r \$(relation-ids db) --app roles=postgres"
wait_for 30 unit_says postgresql/0 blocked 'client asks in vain: the role "postgres" is not for it'
model exec --unit client/0 "relation-set -r \$(relation-ids db) --app roles=readers"
wait_for 30 unit_says postgresql/0 active

# The user goes with its relation, what it made stays.
old=$(published master)
model remove-relation client postgresql
wait_for 30 unit_says postgresql/0 active "ready"
if psql "$old" --command 'SELECT 1' 2>/dev/null; then fail "the user is still let in"; fi
wait_for 30 no_relation postgresql db
model relate client postgresql
wait_for 30 answers
