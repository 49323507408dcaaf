-- PostgreSQL plans the statements of a text while tables are empty, and then took the indexes by time for those by phone: a
-- place's whole last hour was read at every text. Now only a statement that says `<> ''` may use them.
DROP INDEX turns_by_time;
CREATE INDEX turns_by_time ON turns (location, at, segments) WHERE at <> '';
DROP INDEX appointments_by_time;
CREATE INDEX appointments_by_time ON appointments (location, starts_at) WHERE starts_at <> '';
