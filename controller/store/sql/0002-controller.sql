-- The controller itself: one row. Restoring a backup adds one to `epoch`, which makes every revision
-- number seen before incomparable with those to come.
CREATE TABLE controller (
  only_row INTEGER PRIMARY KEY CONSTRAINT controller_is_one CHECK (only_row = 1),
  uuid     TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  network  TEXT    NOT NULL, -- "127.37.0.0/16", or empty
  epoch    INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The journal: which keys changed, never values. `revision` is the controller's one sequence.
-- No foreign keys: rows outlive what they name.
CREATE TABLE changes (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id INTEGER NOT NULL,
  kind     TEXT    NOT NULL REFERENCES entity_kind (name),
  first    INTEGER NOT NULL,
  second   INTEGER NOT NULL,
  op       TEXT    NOT NULL REFERENCES change_op (name),
  concerns INTEGER NOT NULL -- unit: its machine; removed relation: the application of one end; else 0
) STRICT;

-- The highest revision that compaction has dropped.
CREATE TABLE changes_floor (
  only_row INTEGER PRIMARY KEY CONSTRAINT changes_floor_is_one CHECK (only_row = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO changes_floor VALUES (1, 0);
