-- Interface contracts: which versions a charm's endpoints speak and which texts it brings; under which text a relation
-- was made; how the promises in it stand.
CREATE TABLE charm_contract_version (
  charm_id INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  endpoint TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  PRIMARY KEY (charm_id, endpoint, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE charm_contract (
  charm_id  INTEGER NOT NULL REFERENCES charm (id) ON DELETE CASCADE,
  interface TEXT    NOT NULL,
  version   INTEGER NOT NULL,
  text      TEXT    NOT NULL, -- YAML
  PRIMARY KEY (charm_id, interface, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE relation_contract (
  relation_id INTEGER PRIMARY KEY REFERENCES relation (id) ON DELETE CASCADE,
  interface   TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  text        TEXT    NOT NULL
) STRICT;

CREATE TABLE promise_keeping (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO promise_keeping VALUES ('kept'), ('not_given'), ('broken');

CREATE TABLE relation_promise (
  relation_id    INTEGER NOT NULL REFERENCES relation (id) ON DELETE CASCADE,
  application_id INTEGER NOT NULL,
  unit_id        INTEGER NOT NULL, -- 0: of the application's own bag
  promiser       TEXT    NOT NULL, -- the unit's or application's name
  keeping        TEXT    NOT NULL REFERENCES promise_keeping (name),
  reason         TEXT    NOT NULL,
  since_ms       INTEGER NOT NULL, -- it has been kept, broken or not given
  PRIMARY KEY (relation_id, application_id, unit_id)
) STRICT, WITHOUT ROWID;
