-- What one machine's agent must not lose. JSON texts are those of wire/codec.h.

-- A unit on this machine: agent/unit_record.h.
CREATE TABLE unit (
  id     INTEGER PRIMARY KEY, -- the controller's unit id
  record TEXT NOT NULL
) STRICT;

-- Commits not answered yet, in the order of their making. Rule: DESIGN section 9, 14 to 18.
CREATE TABLE outbox (
  unit   INTEGER NOT NULL,
  number INTEGER NOT NULL,
  body   TEXT NOT NULL, -- a Commit
  PRIMARY KEY (unit, number)
) STRICT, WITHOUT ROWID;

-- What the running hook of a unit has buffered so far, in its order.
CREATE TABLE hook_write (
  position INTEGER PRIMARY KEY,
  unit     INTEGER NOT NULL,
  body     TEXT NOT NULL -- a Commit with nothing but those writes
) STRICT;
CREATE INDEX hook_write_unit ON hook_write (unit);

-- The charm's own state (state-set), as committed.
CREATE TABLE charm_state (
  unit  INTEGER NOT NULL,
  key   TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (unit, key)
) STRICT, WITHOUT ROWID;

-- The remote state: entities as the controller last told them.
CREATE TABLE entity (
  kind   INTEGER NOT NULL, -- EntityKind
  first  INTEGER NOT NULL,
  second INTEGER NOT NULL, -- 0, or the unit or application of a relation's bag
  body   TEXT NOT NULL,
  PRIMARY KEY (kind, first, second)
) STRICT, WITHOUT ROWID;

-- The revision that the entities are as of: one row, or none before the first update.
CREATE TABLE remote (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  revision TEXT NOT NULL
) STRICT;

-- Up to where the controller has the machine's log: one row, or none before the first lines.
CREATE TABLE shipped_log (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  offset INTEGER NOT NULL -- base/segmented_log.h
) STRICT;
