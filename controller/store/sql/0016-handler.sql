-- What came of the last run of each handler of a unit (charm.yaml `handlers`).
CREATE TABLE handler_result (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO handler_result VALUES ('kept'), ('converged'), ('repaired'), ('failed'), ('would_change');

CREATE TABLE promise_state (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO promise_state VALUES ('kept'), ('changed'), ('not_kept'), ('skipped'), ('would_change');

CREATE TABLE handler_outcome (
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  event    TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  tool     TEXT    NOT NULL, -- with its version
  mode     TEXT    NOT NULL,
  result   TEXT    NOT NULL REFERENCES handler_result (name),
  exit     INTEGER NOT NULL, -- of the tool
  seconds  REAL    NOT NULL,
  kept     INTEGER NOT NULL,
  changed  INTEGER NOT NULL,
  not_kept INTEGER NOT NULL,
  skipped  INTEGER NOT NULL,
  reason   TEXT    NOT NULL,
  PRIMARY KEY (unit_id, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE handler_promise (
  unit_id  INTEGER NOT NULL,
  event    TEXT    NOT NULL,
  position INTEGER NOT NULL,
  promise  TEXT    NOT NULL, -- the tool's own name of it
  place    TEXT    NOT NULL, -- file and line
  state    TEXT    NOT NULL REFERENCES promise_state (name),
  what     TEXT    NOT NULL,
  was      TEXT, -- null: secret, or not known
  want     TEXT,
  secret   INTEGER NOT NULL,
  reason   TEXT    NOT NULL,
  PRIMARY KEY (unit_id, event, position),
  FOREIGN KEY (unit_id, event) REFERENCES handler_outcome (unit_id, event) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
