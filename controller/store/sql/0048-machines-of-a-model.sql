-- A model's machines in the order in which they are listed: without it they were found by name and sorted, each time.
CREATE INDEX machine_by_model ON machine (model_id);
