-- For `status IN (...)` SQLite made a table of the three states in memory, in every statement that writes a text to the outbox:
-- a third of what the statement cost.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (due_at) WHERE status = 'waiting' OR status = 'leased' OR status = 'unknown';
