-- Secrets. What is in them is sealed (secret_vault.h); everything else about them is plain.
INSERT INTO entity_kind VALUES ('secret');

CREATE TABLE rotate_policy (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO rotate_policy VALUES
  ('never'), ('hourly'), ('daily'), ('weekly'), ('monthly'), ('quarterly'), ('yearly');

-- A known text sealed with the vault's key: tells a wrong key file at the start.
CREATE TABLE secret_key_check (
  only_row INTEGER PRIMARY KEY CONSTRAINT secret_key_check_is_one CHECK (only_row = 1),
  sealed   BLOB NOT NULL
) STRICT;

CREATE TABLE secret (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id             INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  public_id            TEXT    NOT NULL CONSTRAINT secret_public_id_is_unique UNIQUE, -- 20 characters of 0-9a-v
  owner_application_id INTEGER REFERENCES application (id) ON DELETE CASCADE,
  owner_unit_id        INTEGER REFERENCES unit (id) ON DELETE CASCADE, -- neither: the model's users own it
  label                TEXT    NOT NULL, -- the owner's; a user secret's name
  description          TEXT    NOT NULL,
  rotate_policy        TEXT    NOT NULL REFERENCES rotate_policy (name),
  rotate_ms            INTEGER, -- when secret-rotate is due; null: never
  auto_prune           INTEGER NOT NULL DEFAULT 0, -- user secrets: drop revisions that nobody reads
  latest_revision      INTEGER NOT NULL,
  created_ms           INTEGER NOT NULL,
  updated_ms           INTEGER NOT NULL,
  CONSTRAINT secret_has_one_owner CHECK (owner_application_id IS NULL OR owner_unit_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX secret_label_is_unique
  ON secret (model_id, coalesce(owner_application_id, 0), coalesce(owner_unit_id, 0), label) WHERE label <> '';
CREATE INDEX secret_by_application ON secret (owner_application_id) WHERE owner_application_id IS NOT NULL;
CREATE INDEX secret_by_unit ON secret (owner_unit_id) WHERE owner_unit_id IS NOT NULL;

CREATE TABLE secret_revision (
  secret_id  INTEGER NOT NULL REFERENCES secret (id) ON DELETE CASCADE,
  revision   INTEGER NOT NULL,
  sealed     BLOB    NOT NULL,
  created_ms INTEGER NOT NULL,
  expire_ms  INTEGER, -- null: never
  PRIMARY KEY (secret_id, revision)
) STRICT, WITHOUT ROWID;

-- What a hook that still runs has put into a secret: made real by its commit, dropped by its end.
CREATE TABLE secret_pending (
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  public_id TEXT    NOT NULL, -- maybe of a secret that is yet to be
  operation TEXT    NOT NULL, -- the hook's id
  sealed    BLOB    NOT NULL,
  PRIMARY KEY (unit_id, public_id)
) STRICT, WITHOUT ROWID;

-- Who may read. Of a charm's secret: for as long as the relation lives. Of a user's: relation_id is null.
CREATE TABLE secret_grant (
  secret_id      INTEGER NOT NULL REFERENCES secret (id) ON DELETE CASCADE,
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  unit_id        INTEGER REFERENCES unit (id) ON DELETE CASCADE, -- of that application; null: all of it
  relation_id    INTEGER REFERENCES relation (id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX secret_grant_is_unique ON secret_grant (secret_id, application_id, coalesce(unit_id, 0));
CREATE INDEX secret_grant_by_relation ON secret_grant (relation_id) WHERE relation_id IS NOT NULL;
CREATE INDEX secret_grant_by_application ON secret_grant (application_id);
CREATE INDEX secret_grant_by_unit ON secret_grant (unit_id) WHERE unit_id IS NOT NULL;

-- Units that have read a secret. A revision of 0: it may not read it any more, but has.
CREATE TABLE secret_consumer (
  secret_id INTEGER NOT NULL REFERENCES secret (id) ON DELETE CASCADE,
  unit_id   INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  label     TEXT    NOT NULL, -- the consumer's own
  revision  INTEGER NOT NULL,
  PRIMARY KEY (secret_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX secret_consumer_by_unit ON secret_consumer (unit_id);
CREATE UNIQUE INDEX secret_consumer_label_is_unique ON secret_consumer (unit_id, label) WHERE label <> '';
