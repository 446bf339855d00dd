-- A charm that units in error take too (refresh --force-units).
ALTER TABLE application ADD COLUMN charm_forced INTEGER NOT NULL DEFAULT 0;
