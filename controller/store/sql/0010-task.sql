-- Actions that charms declare, and what was asked for: operations and their tasks.
INSERT INTO entity_kind VALUES ('task');

CREATE TABLE task_status (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO task_status VALUES
  ('pending'), ('running'), ('aborting'), ('completed'), ('failed'), ('cancelled'), ('aborted'), ('error');

CREATE TABLE charm_action (
  charm_id        INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  name            TEXT    NOT NULL,
  description     TEXT    NOT NULL,
  schema          TEXT    NOT NULL, -- of its parameters, as YAML
  parallel        INTEGER NOT NULL,
  execution_group TEXT    NOT NULL, -- empty: none
  PRIMARY KEY (charm_id, name)
) STRICT, WITHOUT ROWID;

-- Operations and tasks take their numbers from one sequence of the model.
CREATE TABLE operation (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id    INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  summary     TEXT    NOT NULL,
  fail        TEXT    NOT NULL, -- why some targets could not be scheduled; empty: all could
  enqueued_ms INTEGER NOT NULL,
  CONSTRAINT operation_number_is_unique UNIQUE (model_id, number)
) STRICT;

-- No foreign keys to unit and machine: a task outlives them.
CREATE TABLE task (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id        INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  operation_id    INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
  number          INTEGER NOT NULL,
  unit_name       TEXT    NOT NULL, -- empty: commands on a machine
  machine_name    TEXT    NOT NULL, -- empty: a unit's
  unit_id         INTEGER,          -- null: a machine's, or not scheduled
  machine_id      INTEGER,          -- the unit's, or the machine itself; null: not scheduled
  action          TEXT    NOT NULL,
  parameters      TEXT    NOT NULL, -- JSON object
  parallel        INTEGER NOT NULL,
  execution_group TEXT    NOT NULL,
  status          TEXT    NOT NULL REFERENCES task_status (name),
  message         TEXT    NOT NULL DEFAULT '',
  results         TEXT,             -- JSON object; null: none
  enqueued_ms     INTEGER NOT NULL,
  started_ms      INTEGER NOT NULL DEFAULT 0, -- 0: not yet
  completed_ms    INTEGER NOT NULL DEFAULT 0, -- 0: not yet
  CONSTRAINT task_number_is_unique UNIQUE (model_id, number)
) STRICT;
CREATE INDEX task_by_operation ON task (operation_id);
CREATE INDEX task_not_over ON task (machine_id) WHERE status IN ('pending', 'running', 'aborting');

-- What an action says while it runs (action-log).
CREATE TABLE task_log (
  task_id  INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  at_ms    INTEGER NOT NULL,
  message  TEXT    NOT NULL,
  PRIMARY KEY (task_id, position)
) STRICT, WITHOUT ROWID;
