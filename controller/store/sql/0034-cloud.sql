-- Definitions of clouds that clients have added to the controller: kept and shown, machines come from none of them.
CREATE TABLE cloud (
  name       TEXT NOT NULL PRIMARY KEY,
  definition TEXT NOT NULL -- YAML, as the client's clouds.yaml has it below the name
) STRICT, WITHOUT ROWID;
