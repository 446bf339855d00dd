-- Charms of a model. The archive is a file named by `sha256`, synced before its row is written. What the
-- model needs to know of a charm is here as rows, so that no archive is opened to answer a question.
CREATE TABLE charm (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id    INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  url         TEXT    NOT NULL, -- local:mariadb-0
  name        TEXT    NOT NULL,
  revision    INTEGER NOT NULL,
  sha256      TEXT    NOT NULL,
  size_bytes  INTEGER NOT NULL,
  summary     TEXT    NOT NULL,
  version     TEXT    NOT NULL,
  subordinate INTEGER NOT NULL,
  on_machines INTEGER NOT NULL, -- 0: needs workload containers
  required_storage TEXT NOT NULL, -- the name of storage it cannot do without; empty: none
  unmet_assumption TEXT NOT NULL, -- of its `assumes`, what we do not offer; empty: none
  added_ms    INTEGER NOT NULL,
  CONSTRAINT charm_url_is_unique UNIQUE (model_id, url)
) STRICT;
CREATE INDEX charm_by_archive ON charm (sha256);

CREATE TABLE charm_endpoint (
  charm_id  INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  name      TEXT    NOT NULL,
  interface TEXT    NOT NULL,
  role      TEXT    NOT NULL REFERENCES role (name),
  scope     TEXT    NOT NULL REFERENCES scope (name),
  quota     INTEGER NOT NULL, -- live relations at most; 0: no limit
  optional  INTEGER NOT NULL,
  PRIMARY KEY (charm_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX charm_endpoint_by_interface ON charm_endpoint (interface);

CREATE TABLE charm_extra_binding (
  charm_id INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  name     TEXT    NOT NULL,
  PRIMARY KEY (charm_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE charm_base (
  charm_id INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name     TEXT    NOT NULL, -- ubuntu
  track    TEXT    NOT NULL, -- 24.04
  risk     TEXT    NOT NULL,
  PRIMARY KEY (charm_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE charm_config_option (
  charm_id      INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  name          TEXT    NOT NULL,
  type          TEXT    NOT NULL REFERENCES option_type (name),
  description   TEXT    NOT NULL,
  default_value ANY, -- null: none. Of the option's type, a boolean as 0 or 1
  PRIMARY KEY (charm_id, name)
) STRICT, WITHOUT ROWID;

-- Which layers the charm was composed of, lowest first.
CREATE TABLE charm_layer (
  charm_id INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name     TEXT    NOT NULL,
  PRIMARY KEY (charm_id, position)
) STRICT, WITHOUT ROWID;

-- Named events that the charm handles (charm.yaml `handlers`).
CREATE TABLE charm_event (
  charm_id INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  name     TEXT    NOT NULL,
  PRIMARY KEY (charm_id, name)
) STRICT, WITHOUT ROWID;
