-- To whom an exposed application's endpoints are open. An application without rows is exposed to everybody, or not
-- at all (application.exposed).
CREATE TABLE application_exposure (
  application_id INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  endpoint       TEXT    NOT NULL, -- empty: all endpoints
  is_space       INTEGER NOT NULL, -- 0: a CIDR
  target         TEXT    NOT NULL,
  PRIMARY KEY (application_id, endpoint, is_space, target)
) STRICT, WITHOUT ROWID;
