-- Of a part in a container-scoped relation: the principal unit, whose own part, and its subordinates', are all that
-- such a unit sees. No foreign key: a part outlives its unit. Null in a relation of global scope.
ALTER TABLE relation_unit ADD COLUMN principal_id INTEGER;

CREATE INDEX unit_by_principal ON unit (principal_id) WHERE principal_id IS NOT NULL;
