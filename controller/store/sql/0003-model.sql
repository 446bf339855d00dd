-- Models, their explicit configuration, and the numbers they have given out (machines, relations, local
-- charm revisions): a number is never given twice in a model.
CREATE TABLE model (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid       TEXT    NOT NULL CONSTRAINT model_uuid_is_unique UNIQUE,
  name       TEXT    NOT NULL,
  owner      TEXT    NOT NULL DEFAULT 'admin',
  life       TEXT    NOT NULL DEFAULT 'alive' REFERENCES life (name),
  created_ms INTEGER NOT NULL,
  since_ms   INTEGER NOT NULL, -- of `life`
  CONSTRAINT model_name_is_unique UNIQUE (owner, name)
) STRICT;

CREATE TABLE model_config (
  model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  key      TEXT    NOT NULL,
  value    TEXT    NOT NULL,
  PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE sequence (
  model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  name     TEXT    NOT NULL, -- machine, relation, charm:<name>
  next     INTEGER NOT NULL,
  PRIMARY KEY (model_id, name)
) STRICT, WITHOUT ROWID;
