-- The controller's own model, named "controller", as every client of Juju expects one. It holds nothing; the controller makes
-- it when it starts and has none. Rule: contract/cli.md 2.16.
ALTER TABLE model ADD COLUMN is_controller INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX one_controller_model ON model (is_controller) WHERE is_controller = 1;
