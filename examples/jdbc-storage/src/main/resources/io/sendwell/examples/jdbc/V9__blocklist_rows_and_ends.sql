-- Which row of the table of bounces blocked an address, and for how long.

ALTER TABLE sendwell_block ADD COLUMN IF NOT EXISTS bounce_row varchar {exact} DEFAULT '' NOT NULL;
ALTER TABLE sendwell_block ADD COLUMN IF NOT EXISTS ends_at bigint;         -- null when it is blocked for good
ALTER TABLE sendwell_lifted ADD COLUMN IF NOT EXISTS bounce_row varchar DEFAULT '' NOT NULL;
ALTER TABLE sendwell_lifted ADD COLUMN IF NOT EXISTS ends_at bigint;

CREATE INDEX IF NOT EXISTS sendwell_block_by_row ON sendwell_block (bounce_row, since);
CREATE INDEX IF NOT EXISTS sendwell_block_latest ON sendwell_block (since DESC, person, scope, reason);
CREATE INDEX IF NOT EXISTS sendwell_block_of_account ON sendwell_block (scope, since DESC, person, reason);
