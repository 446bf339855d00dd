-- What people have noted of applications and machines: the places of icons, owners, tickets. Nothing acts by it.
-- Rule: contract/bundles.md 1.1.
CREATE TABLE application_annotation (
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  key            TEXT    NOT NULL,
  value          TEXT    NOT NULL, -- never empty
  PRIMARY KEY (application_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE machine_annotation (
  machine_id INTEGER NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  key        TEXT    NOT NULL,
  value      TEXT    NOT NULL, -- never empty
  PRIMARY KEY (machine_id, key)
) STRICT, WITHOUT ROWID;
