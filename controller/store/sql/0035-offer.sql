-- What a model offers to others, and what it consumes of others. A relation over an offer is a relation row with ends in
-- two models; relation_over_offer says under which names the two see each other.
CREATE TABLE offer (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id       INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  name           TEXT    NOT NULL,
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  CONSTRAINT offer_name_is_unique UNIQUE (model_id, name)
) STRICT;
CREATE INDEX offer_by_application ON offer (application_id);

CREATE TABLE offer_endpoint (
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  endpoint TEXT    NOT NULL, -- of the application
  PRIMARY KEY (offer_id, endpoint)
) STRICT, WITHOUT ROWID;

-- A SAAS application. No foreign key to the offer: it outlives it, and is shown as terminated.
CREATE TABLE remote_application (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  name     TEXT    NOT NULL, -- here
  offer_id INTEGER NOT NULL,
  url      TEXT    NOT NULL, -- "ctrl:admin/model.offer"
  life     TEXT    NOT NULL DEFAULT 'alive' REFERENCES life (name),
  CONSTRAINT remote_application_name_is_unique UNIQUE (model_id, name)
) STRICT;

CREATE TABLE relation_over_offer (
  relation_id           INTEGER PRIMARY KEY REFERENCES relation (id) ON DELETE CASCADE,
  offer_id              INTEGER NOT NULL,
  remote_application_id INTEGER NOT NULL REFERENCES remote_application (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX relation_over_offer_by_offer ON relation_over_offer (offer_id);
CREATE INDEX relation_over_offer_by_remote_application ON relation_over_offer (remote_application_id);
