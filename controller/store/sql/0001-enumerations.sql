-- Enumerations of the code as tables, so that a wrong word cannot be stored. A test holds each equal to its
-- C++ enumeration; the names are the enumerators'.
CREATE TABLE life (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO life VALUES ('alive'), ('dying'), ('dead');

CREATE TABLE role (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO role VALUES ('provider'), ('requirer'), ('peer');

CREATE TABLE scope (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO scope VALUES ('global'), ('container');

CREATE TABLE workload_status (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO workload_status VALUES
  ('unknown'), ('terminated'), ('active'), ('waiting'), ('maintenance'), ('blocked'), ('error');

CREATE TABLE agent_status (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO agent_status VALUES
  ('allocating'), ('executing'), ('idle'), ('error'), ('failed'), ('lost'), ('rebooting');

CREATE TABLE resolved_mode (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO resolved_mode VALUES ('none'), ('retry'), ('no_retry');

CREATE TABLE option_type (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO option_type VALUES ('string'), ('int'), ('float'), ('boolean'), ('secret');

CREATE TABLE entity_kind (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO entity_kind VALUES
  ('model'), ('machine'), ('application'), ('unit'), ('relation'), ('relation_unit'), ('relation_application');

CREATE TABLE change_op (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO change_op VALUES ('added'), ('changed'), ('removed'), ('noted');
