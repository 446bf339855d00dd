-- Why a relation has been suspended (relation.suspended): what the operator said. Rule: contract/cli.md 2.18.
ALTER TABLE relation ADD COLUMN suspended_reason TEXT NOT NULL DEFAULT '';
