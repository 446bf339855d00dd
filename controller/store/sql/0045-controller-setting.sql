-- Settings of the controller as a whole, those that somebody has set. Rule: contract/cli.md 2.17.
CREATE TABLE controller_setting (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL -- as typed
) STRICT, WITHOUT ROWID;
