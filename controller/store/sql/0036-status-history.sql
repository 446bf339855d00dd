-- What statuses have been: the newest hundred of each entity and type. Triggers write it, so that no way of setting a
-- status can forget it; nobody is woken by it, as the status itself has its journal row.
CREATE TABLE status_history (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  type      TEXT    NOT NULL, -- workload, juju-unit, application, juju-machine, machine
  entity_id INTEGER NOT NULL, -- of unit, application or machine
  status    TEXT    NOT NULL,
  message   TEXT    NOT NULL,
  since_ms  INTEGER NOT NULL -- UTC
) STRICT;
CREATE INDEX status_history_by_entity ON status_history (type, entity_id, id);

CREATE TRIGGER status_history_is_bounded AFTER INSERT ON status_history BEGIN
  DELETE FROM status_history WHERE type = new.type AND entity_id = new.entity_id AND id <=
    (SELECT id FROM status_history WHERE type = new.type AND entity_id = new.entity_id ORDER BY id DESC LIMIT 1 OFFSET 100);
END;

CREATE TRIGGER unit_statuses_begin AFTER INSERT ON unit BEGIN
  INSERT INTO status_history (type, entity_id, status, message, since_ms) VALUES
    ('juju-unit', new.id, new.agent_status, new.agent_message, new.agent_since_ms),
    ('workload', new.id, new.workload_status, new.workload_message, new.workload_since_ms);
END;
CREATE TRIGGER unit_workload_status_changes AFTER UPDATE OF workload_status, workload_message ON unit
WHEN new.workload_status <> old.workload_status OR new.workload_message <> old.workload_message BEGIN
  INSERT INTO status_history (type, entity_id, status, message, since_ms)
    VALUES ('workload', new.id, new.workload_status, new.workload_message, new.workload_since_ms);
END;
CREATE TRIGGER unit_agent_status_changes AFTER UPDATE OF agent_status, agent_message ON unit
WHEN new.agent_status <> old.agent_status OR new.agent_message <> old.agent_message BEGIN
  INSERT INTO status_history (type, entity_id, status, message, since_ms)
    VALUES ('juju-unit', new.id, new.agent_status, new.agent_message, new.agent_since_ms);
END;
CREATE TRIGGER unit_statuses_end AFTER DELETE ON unit BEGIN
  DELETE FROM status_history WHERE type IN ('workload', 'juju-unit') AND entity_id = old.id;
END;

CREATE TRIGGER application_status_changes AFTER UPDATE OF status, status_message ON application
WHEN new.status IS NOT NULL AND (new.status IS NOT old.status OR new.status_message <> old.status_message) BEGIN
  INSERT INTO status_history (type, entity_id, status, message, since_ms)
    VALUES ('application', new.id, new.status, new.status_message, new.status_since_ms);
END;
CREATE TRIGGER application_statuses_end AFTER DELETE ON application BEGIN
  DELETE FROM status_history WHERE type = 'application' AND entity_id = old.id;
END;

CREATE TRIGGER machine_statuses_begin AFTER INSERT ON machine BEGIN
  INSERT INTO status_history (type, entity_id, status, message, since_ms) VALUES
    ('juju-machine', new.id, new.agent_status, '', new.agent_since_ms),
    ('machine', new.id, new.instance_status, new.instance_message, new.instance_since_ms);
END;
CREATE TRIGGER machine_agent_status_changes AFTER UPDATE OF agent_status ON machine
WHEN new.agent_status <> old.agent_status BEGIN
  INSERT INTO status_history (type, entity_id, status, message, since_ms)
    VALUES ('juju-machine', new.id, new.agent_status, '', new.agent_since_ms);
END;
CREATE TRIGGER machine_instance_status_changes AFTER UPDATE OF instance_status, instance_message ON machine
WHEN new.instance_status <> old.instance_status OR new.instance_message <> old.instance_message BEGIN
  INSERT INTO status_history (type, entity_id, status, message, since_ms)
    VALUES ('machine', new.id, new.instance_status, new.instance_message, new.instance_since_ms);
END;
CREATE TRIGGER machine_statuses_end AFTER DELETE ON machine BEGIN
  DELETE FROM status_history WHERE type IN ('juju-machine', 'machine') AND entity_id = old.id;
END;
