-- Public keys that may log in to a model's machines, in the order they came.
CREATE TABLE ssh_key (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  key      TEXT    NOT NULL, -- "ssh-rsa AAAA… comment"
  CONSTRAINT ssh_key_is_unique UNIQUE (model_id, key)
) STRICT;
