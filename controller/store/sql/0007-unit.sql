CREATE TABLE unit (
  id                  INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id            INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  application_id      INTEGER NOT NULL REFERENCES application (id),
  number              INTEGER NOT NULL,
  name                TEXT    NOT NULL, -- <application>/<number>
  machine_id          INTEGER NOT NULL REFERENCES machine (id),
  principal_id        INTEGER REFERENCES unit (id), -- of a subordinate
  life                TEXT    NOT NULL DEFAULT 'alive' REFERENCES life (name),
  resolved            TEXT    NOT NULL DEFAULT 'none' REFERENCES resolved_mode (name),
  charm_id            INTEGER REFERENCES charm (id), -- on its disk; null: none yet
  outbox_number       INTEGER NOT NULL DEFAULT 0, -- the highest commit answered
  local_state         TEXT, -- the agent's own, opaque here
  workload_status     TEXT    NOT NULL REFERENCES workload_status (name),
  workload_message    TEXT    NOT NULL,
  workload_since_ms   INTEGER NOT NULL,
  agent_status        TEXT    NOT NULL REFERENCES agent_status (name),
  agent_message       TEXT    NOT NULL,
  agent_since_ms      INTEGER NOT NULL,
  workload_version    TEXT    NOT NULL DEFAULT '',
  removal_deadline_ms INTEGER, -- forced removal: gone then, hooks or not
  CONSTRAINT unit_number_is_unique UNIQUE (application_id, number)
) STRICT;
CREATE INDEX unit_by_name ON unit (model_id, name);
CREATE INDEX unit_by_machine ON unit (machine_id);
CREATE INDEX unit_by_deadline ON unit (removal_deadline_ms) WHERE removal_deadline_ms IS NOT NULL;

-- Answers already given. They outlive the unit, so that its last commit can be repeated too, and go with
-- the machine.
CREATE TABLE unit_commit (
  unit_id    INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  machine_id INTEGER NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  accepted   INTEGER NOT NULL,
  reason     TEXT    NOT NULL,
  revision   TEXT    NOT NULL,
  PRIMARY KEY (unit_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_commit_by_machine ON unit_commit (machine_id);

-- state-set: survives everything but the unit's removal.
CREATE TABLE unit_charm_state (
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  key     TEXT    NOT NULL,
  value   TEXT    NOT NULL,
  PRIMARY KEY (unit_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE unit_port (
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  protocol  TEXT    NOT NULL,
  from_port INTEGER NOT NULL,
  to_port   INTEGER NOT NULL,
  endpoint  TEXT    NOT NULL, -- empty: all
  PRIMARY KEY (unit_id, protocol, from_port, to_port, endpoint)
) STRICT, WITHOUT ROWID;
