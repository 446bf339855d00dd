-- Storage: what charms declare, what applications were deployed with, and the instances. A storage belongs to its
-- model; it is attached to one unit at most. No foreign key to its machine: its folder may be there after the row.
INSERT INTO entity_kind VALUES ('storage');

CREATE TABLE storage_kind (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO storage_kind VALUES ('filesystem'), ('block');

CREATE TABLE charm_storage (
  charm_id         INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  name             TEXT    NOT NULL,
  kind             TEXT    NOT NULL REFERENCES storage_kind (name),
  location         TEXT    NOT NULL, -- where the charm wants it; empty: anywhere
  shared           INTEGER NOT NULL,
  read_only        INTEGER NOT NULL,
  minimum_size_mib INTEGER, -- null: none said
  count_min        INTEGER NOT NULL,
  count_max        INTEGER, -- null: no limit
  PRIMARY KEY (charm_id, name)
) STRICT, WITHOUT ROWID;

-- Pools that were made; those that each provider has by itself are not rows.
CREATE TABLE storage_pool (
  model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  name     TEXT    NOT NULL,
  provider TEXT    NOT NULL,
  PRIMARY KEY (model_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE storage_pool_attribute (
  model_id INTEGER NOT NULL,
  pool     TEXT    NOT NULL,
  key      TEXT    NOT NULL,
  value    TEXT    NOT NULL,
  PRIMARY KEY (model_id, pool, key),
  FOREIGN KEY (model_id, pool) REFERENCES storage_pool (model_id, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What each new unit gets.
CREATE TABLE application_storage (
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  name           TEXT    NOT NULL,
  pool           TEXT    NOT NULL,
  count          INTEGER NOT NULL,
  size_mib       INTEGER NOT NULL,
  PRIMARY KEY (application_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE storage (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id       INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  name           TEXT    NOT NULL, -- data
  number         INTEGER NOT NULL, -- of the model: data/0, logs/1
  kind           TEXT    NOT NULL REFERENCES storage_kind (name),
  pool           TEXT    NOT NULL,
  provider       TEXT    NOT NULL, -- rootfs, tmpfs, loop, local
  machine_name   TEXT    NOT NULL, -- the machine it is on and goes with; empty: it outlives machines
  backing_number INTEGER NOT NULL, -- of its filesystem or volume
  size_mib       INTEGER NOT NULL,
  life           TEXT    NOT NULL DEFAULT 'alive' REFERENCES life (name), -- dying: goes once nothing is attached
  released       INTEGER NOT NULL DEFAULT 0, -- goes from the model, and its content stays
  location       TEXT    NOT NULL DEFAULT '', -- where the unit finds it; empty: not provided yet
  source         TEXT    NOT NULL DEFAULT '', -- what its machine mounts there; empty: it is there
  status         TEXT    NOT NULL, -- pending, attaching, attached, detaching, detached, destroying, error
  status_message TEXT    NOT NULL DEFAULT '',
  status_since_ms INTEGER NOT NULL,
  CONSTRAINT storage_number_is_unique UNIQUE (model_id, number)
) STRICT;
-- What a manager may have to look at: a few rows of many.
CREATE INDEX storage_unsettled ON storage (id) WHERE (location = '' AND status <> 'detached') OR life <> 'alive';

CREATE TABLE storage_attachment (
  id                  INTEGER PRIMARY KEY AUTOINCREMENT,
  storage_id          INTEGER NOT NULL CONSTRAINT storage_has_one_attachment UNIQUE REFERENCES storage (id),
  unit_id             INTEGER NOT NULL REFERENCES unit (id),
  life                TEXT    NOT NULL DEFAULT 'alive' REFERENCES life (name),
  read_only           INTEGER NOT NULL,
  removal_deadline_ms INTEGER -- forced: it ends then, hooks or not
) STRICT;
CREATE INDEX storage_attachment_by_unit ON storage_attachment (unit_id);
CREATE INDEX storage_attachment_by_deadline ON storage_attachment (removal_deadline_ms)
  WHERE removal_deadline_ms IS NOT NULL;
