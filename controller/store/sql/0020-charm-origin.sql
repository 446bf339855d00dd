-- Where a charm of a model comes from, and of what it was built.
ALTER TABLE charm_layer ADD COLUMN revision TEXT NOT NULL DEFAULT ''; -- of version control; empty: not known

-- Which layer gave which file of a charm that was built of layers, as its .build.manifest says.
CREATE TABLE charm_file (
  charm_id INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  path     TEXT    NOT NULL,
  layer    TEXT    NOT NULL, -- as charm_layer.name; "__pip__": a package that another package needs
  PRIMARY KEY (charm_id, path)
) STRICT, WITHOUT ROWID;

-- The repository that a charm was taken from. A charm from a folder or an archive has no row.
CREATE TABLE charm_origin (
  charm_id  INTEGER PRIMARY KEY REFERENCES charm (id) ON DELETE CASCADE,
  source    TEXT NOT NULL, -- git+https://host/repository#stable:folder
  commit_id TEXT NOT NULL  -- 40 hex digits
) STRICT;
