-- What new models inherit. Of a region, or with an empty region of the whole controller.
CREATE TABLE model_default (
  region TEXT NOT NULL,
  key    TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (region, key)
) STRICT, WITHOUT ROWID;
