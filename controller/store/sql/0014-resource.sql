-- Resources: what charms declare, what was supplied for applications, and what each unit fetched last. The content
-- is a file named by its SHA-256 beside the charms' archives, synced before its row is written.
CREATE TABLE charm_resource (
  charm_id    INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  name        TEXT    NOT NULL,
  is_file     INTEGER NOT NULL, -- 0: an image
  filename    TEXT    NOT NULL,
  description TEXT    NOT NULL,
  PRIMARY KEY (charm_id, name)
) STRICT, WITHOUT ROWID;

-- What was uploaded. A file that no application names goes once the moment is past: a command that has sent it is
-- about to name it.
CREATE TABLE resource_file (
  sha256          TEXT    NOT NULL PRIMARY KEY,
  fingerprint     TEXT    NOT NULL, -- SHA-384
  size_bytes      INTEGER NOT NULL,
  awaited_till_ms INTEGER NOT NULL -- UTC; 0: it has been named
) STRICT, WITHOUT ROWID;

CREATE TABLE application_resource (
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  name           TEXT    NOT NULL,
  sha256         TEXT    NOT NULL REFERENCES resource_file (sha256),
  uploaded_ms    INTEGER NOT NULL, -- UTC
  PRIMARY KEY (application_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX application_resource_by_file ON application_resource (sha256);

-- As it was when the unit fetched it; the file may be gone since.
CREATE TABLE unit_resource (
  unit_id     INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  name        TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  size_bytes  INTEGER NOT NULL,
  uploaded_ms INTEGER NOT NULL, -- UTC
  PRIMARY KEY (unit_id, name)
) STRICT, WITHOUT ROWID;
