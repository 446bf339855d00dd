-- The machine's boot that the remote state was heard in: one row, or none before an agent's first start.
CREATE TABLE boot (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id  TEXT NOT NULL
) STRICT;
