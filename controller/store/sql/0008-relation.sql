-- A relation has two ends (a peer relation one), each with model, application, endpoint and its own
-- model-wide number: a relation between models is the same row with two models.
CREATE TABLE relation (
  id                  INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id            INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE, -- where it was made
  life                TEXT    NOT NULL DEFAULT 'alive' REFERENCES life (name),
  suspended           INTEGER NOT NULL DEFAULT 0,
  status              TEXT    NOT NULL DEFAULT 'joining', -- joining, joined, suspended, broken
  status_since_ms     INTEGER NOT NULL,
  removal_deadline_ms INTEGER -- forced removal: gone then, hooks or not
) STRICT;
CREATE INDEX relation_by_model ON relation (model_id);
CREATE INDEX relation_by_deadline ON relation (removal_deadline_ms) WHERE removal_deadline_ms IS NOT NULL;

CREATE TABLE relation_end (
  relation_id    INTEGER NOT NULL REFERENCES relation (id) ON DELETE CASCADE,
  position       INTEGER NOT NULL, -- 0: requirer or peer, 1: provider
  model_id       INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  application_id INTEGER NOT NULL REFERENCES application (id),
  endpoint       TEXT    NOT NULL,
  interface      TEXT    NOT NULL,
  role           TEXT    NOT NULL REFERENCES role (name),
  scope          TEXT    NOT NULL REFERENCES scope (name),
  quota          INTEGER NOT NULL,
  optional       INTEGER NOT NULL,
  number         INTEGER NOT NULL, -- what charms see as db:<number>
  PRIMARY KEY (relation_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_end_by_application ON relation_end (application_id, endpoint);
CREATE INDEX relation_end_by_number ON relation_end (model_id, number);

-- A unit's part in a relation, from the moment it first entered scope until the relation is deleted: no
-- foreign key to the unit, whose bag stays readable after it has gone.
CREATE TABLE relation_unit (
  relation_id    INTEGER NOT NULL REFERENCES relation (id) ON DELETE CASCADE,
  unit_id        INTEGER NOT NULL,
  unit_name      TEXT    NOT NULL,
  application_id INTEGER NOT NULL,
  in_scope       INTEGER NOT NULL,
  version        INTEGER NOT NULL, -- revision of the bag's last real change
  PRIMARY KEY (relation_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_unit_by_unit ON relation_unit (unit_id);

CREATE TABLE relation_unit_setting (
  relation_id INTEGER NOT NULL,
  unit_id     INTEGER NOT NULL,
  key         TEXT    NOT NULL,
  value       TEXT    NOT NULL,
  PRIMARY KEY (relation_id, unit_id, key),
  FOREIGN KEY (relation_id, unit_id) REFERENCES relation_unit (relation_id, unit_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE relation_application (
  relation_id    INTEGER NOT NULL REFERENCES relation (id) ON DELETE CASCADE,
  application_id INTEGER NOT NULL,
  version        INTEGER NOT NULL DEFAULT 0, -- 0: never written
  PRIMARY KEY (relation_id, application_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE relation_application_setting (
  relation_id    INTEGER NOT NULL,
  application_id INTEGER NOT NULL,
  key            TEXT    NOT NULL,
  value          TEXT    NOT NULL,
  PRIMARY KEY (relation_id, application_id, key),
  FOREIGN KEY (relation_id, application_id)
    REFERENCES relation_application (relation_id, application_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
