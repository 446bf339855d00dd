-- The store's channel that an application's charm comes from, "latest/stable"; empty: an uploaded charm.
ALTER TABLE application ADD COLUMN channel TEXT NOT NULL DEFAULT '';
