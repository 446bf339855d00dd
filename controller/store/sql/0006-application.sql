CREATE TABLE application (
  id                      INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id                INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  name                    TEXT    NOT NULL,
  charm_id                INTEGER NOT NULL REFERENCES charm (id),
  charm_modified          INTEGER NOT NULL DEFAULT 0,
  life                    TEXT    NOT NULL DEFAULT 'alive' REFERENCES life (name),
  base_name               TEXT    NOT NULL,
  base_track              TEXT    NOT NULL,
  base_risk               TEXT    NOT NULL,
  trust                   INTEGER NOT NULL DEFAULT 0,
  exposed                 INTEGER NOT NULL DEFAULT 0,
  next_unit               INTEGER NOT NULL DEFAULT 0,
  leader_unit_id          INTEGER, -- no foreign key: the unit is younger than its application
  leader_term             INTEGER NOT NULL DEFAULT 0, -- grows when the holder changes
  leader_settings_version INTEGER NOT NULL DEFAULT 0,
  workload_version        TEXT    NOT NULL DEFAULT '', -- the most recently set among the units
  status                  TEXT    REFERENCES workload_status (name), -- null: derived from the units
  status_message          TEXT    NOT NULL DEFAULT '',
  status_since_ms         INTEGER NOT NULL DEFAULT 0,
  created_ms              INTEGER NOT NULL,
  CONSTRAINT application_name_is_unique UNIQUE (model_id, name)
) STRICT;
CREATE INDEX application_by_charm ON application (charm_id);

-- Explicitly set values only.
CREATE TABLE application_config (
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  name           TEXT    NOT NULL,
  type           TEXT    NOT NULL REFERENCES option_type (name),
  value          ANY     NOT NULL, -- of that type, a boolean as 0 or 1
  PRIMARY KEY (application_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE leader_setting (
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  key            TEXT    NOT NULL,
  value          TEXT    NOT NULL,
  PRIMARY KEY (application_id, key)
) STRICT, WITHOUT ROWID;
