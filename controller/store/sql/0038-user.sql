-- Users, and the sessions they have open. Names may be given again after a removal; ids are not.
CREATE TABLE controller_access (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO controller_access VALUES ('none'), ('login'), ('add_model'), ('superuser');

CREATE TABLE user (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  name              TEXT    NOT NULL CONSTRAINT user_name_is_unique UNIQUE, -- "ann", "ann@domain"
  display_name      TEXT    NOT NULL,
  access            TEXT    NOT NULL REFERENCES controller_access (name),
  password_hash     TEXT    NOT NULL, -- Argon2id; empty: no password opens it
  registration_hash TEXT    NOT NULL, -- SHA-256 of the key that sets the first password; empty: none
  disabled          INTEGER NOT NULL DEFAULT 0,
  created_ms        INTEGER NOT NULL,
  seen_ms           INTEGER NOT NULL DEFAULT 0 -- last connection; 0: never
) STRICT;

-- The first user owns the controller: whoever owns its socket. The second stands for all users of identity providers.
INSERT INTO user (id, name, display_name, access, password_hash, registration_hash, created_ms)
  VALUES (1, 'admin', 'admin', 'superuser', '', '', unixepoch() * 1000),
         (2, 'everyone@external', '', 'none', '', '', unixepoch() * 1000);

CREATE TABLE user_session (
  token_hash TEXT    NOT NULL PRIMARY KEY, -- SHA-256
  user_id    INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX user_session_by_user ON user_session (user_id);
