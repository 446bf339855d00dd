-- Machines that are wanted. The machine manager makes the provider's machines agree with these rows.
CREATE TABLE machine (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id             INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  name                 TEXT    NOT NULL, -- "0", never used again in the model
  life                 TEXT    NOT NULL DEFAULT 'alive' REFERENCES life (name),
  base_name            TEXT    NOT NULL,
  base_track           TEXT    NOT NULL,
  base_risk            TEXT    NOT NULL,
  address_number       INTEGER CONSTRAINT machine_address_number_is_unique UNIQUE, -- of the controller's network
  address              TEXT    NOT NULL DEFAULT '', -- empty until chosen
  boot_id              TEXT    NOT NULL DEFAULT '', -- its supervisor's start, as the agent says
  instance_status      TEXT    NOT NULL DEFAULT 'pending', -- the provider's words
  instance_message     TEXT    NOT NULL DEFAULT '',
  instance_since_ms    INTEGER NOT NULL,
  agent_status         TEXT    NOT NULL DEFAULT 'pending', -- pending, started, stopped
  agent_since_ms       INTEGER NOT NULL,
  CONSTRAINT machine_name_is_unique UNIQUE (model_id, name)
) STRICT;

-- SHA-256 of the tokens its agent may show. Two at most: the newest, and the one before for a machine that
-- came up with that while the newer was being made.
CREATE TABLE machine_token (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  machine_id   INTEGER NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  token_sha256 TEXT    NOT NULL CONSTRAINT machine_token_is_unique UNIQUE
) STRICT;
CREATE INDEX machine_token_by_machine ON machine_token (machine_id);
