-- Constraints as core/constraints.h writes them: a model's are the default for new machines, an application's win over
-- them key by key, a machine's are what it was made with.
ALTER TABLE model ADD COLUMN constraints TEXT NOT NULL DEFAULT '';
ALTER TABLE application ADD COLUMN constraints TEXT NOT NULL DEFAULT '';
ALTER TABLE machine ADD COLUMN constraints TEXT NOT NULL DEFAULT '';
