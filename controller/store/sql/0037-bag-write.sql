-- Who wrote which keys of a relation's bags: the newest hundred writes of each bag. Values are not kept.
CREATE TABLE bag_write (
  relation_id    INTEGER NOT NULL REFERENCES relation (id) ON DELETE CASCADE,
  application_id INTEGER NOT NULL,
  unit_id        INTEGER NOT NULL, -- whose bag; 0: the application's
  number         INTEGER NOT NULL, -- of the write: 1, 2, 3… in each bag
  key            TEXT    NOT NULL,
  removed        INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  writer         TEXT    NOT NULL, -- a unit; empty: the controller
  program        TEXT    NOT NULL, -- the hook, or what ran instead
  at_ms          INTEGER NOT NULL,
  PRIMARY KEY (relation_id, application_id, unit_id, number, key)
) STRICT, WITHOUT ROWID;
