-- Commands that somebody has forbidden in a model, so that nobody breaks it by accident. Rule: contract/cli.md 2.23.
CREATE TABLE disabled_commands (
  model_id    INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  command_set TEXT    NOT NULL CHECK (command_set IN ('all', 'destroy-model', 'remove-object')),
  message     TEXT    NOT NULL, -- for those who try; may be empty
  PRIMARY KEY (model_id, command_set)
) STRICT, WITHOUT ROWID;
