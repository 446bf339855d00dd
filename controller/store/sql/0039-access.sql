-- Who may do what to models, offers and clouds. No row: nothing. Clouds go by name: the controller's own is no row.
CREATE TABLE model_access (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO model_access VALUES ('none'), ('read'), ('write'), ('admin');
CREATE TABLE offer_access (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO offer_access VALUES ('none'), ('read'), ('consume'), ('admin');
CREATE TABLE cloud_access (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO cloud_access VALUES ('none'), ('add_model'), ('admin');

CREATE TABLE model_user (
  model_id INTEGER NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  user_id  INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  access   TEXT    NOT NULL REFERENCES model_access (name),
  seen_ms  INTEGER NOT NULL DEFAULT 0, -- last connection; 0: never
  PRIMARY KEY (model_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_user_by_user ON model_user (user_id);
INSERT INTO model_user (model_id, user_id, access) SELECT id, 1, 'admin' FROM model; -- there was nobody else

CREATE TABLE offer_user (
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  user_id  INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  access   TEXT    NOT NULL REFERENCES offer_access (name),
  PRIMARY KEY (offer_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO offer_user (offer_id, user_id, access) SELECT id, 1, 'admin' FROM offer;

CREATE TABLE cloud_user (
  cloud   TEXT    NOT NULL,
  user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  access  TEXT    NOT NULL REFERENCES cloud_access (name),
  PRIMARY KEY (cloud, user_id)
) STRICT, WITHOUT ROWID;
