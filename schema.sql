-- A fresh Reslot database. SQLite and PostgreSQL both accept this text.
-- Keys are text we make, times are UTC ISO text (2026-03-05T19:30:00Z), flags are 0 or 1, lists and maps are JSON text.
-- What SQLite alone understands stands in a comment: a table without rowids is one tree to read and write instead of two.

CREATE TABLE upgrades (
    number INTEGER PRIMARY KEY,
    applied_at TEXT NOT NULL
);

CREATE TABLE locations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    timezone TEXT NOT NULL,
    languages TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    country TEXT NOT NULL,
    hours TEXT NOT NULL,
    closed TEXT NOT NULL,
    quiet_hours TEXT NOT NULL,
    settings TEXT NOT NULL,
    revision TEXT NOT NULL -- new with every load: what a process has read of a place counts while this stays the same
) /* SQLite: WITHOUT ROWID */;

-- Our senders: which location a text to this number is for.
CREATE TABLE senders (
    number TEXT PRIMARY KEY,
    location TEXT NOT NULL REFERENCES locations (id),
    position INTEGER NOT NULL
) /* SQLite: WITHOUT ROWID */;

CREATE TABLE services (
    location TEXT NOT NULL REFERENCES locations (id),
    id TEXT NOT NULL,
    names TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    buffer_minutes INTEGER NOT NULL,
    notice_hours REAL NOT NULL,
    max_moves INTEGER NOT NULL,
    reminders_hours TEXT NOT NULL,
    PRIMARY KEY (location, id)
) /* SQLite: WITHOUT ROWID */;

CREATE TABLE providers (
    location TEXT NOT NULL REFERENCES locations (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    services TEXT NOT NULL,
    hours TEXT NOT NULL,
    away TEXT NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (location, id)
) /* SQLite: WITHOUT ROWID */;

-- One row a phone and location: the lock that keeps a customer's texts in order.
CREATE TABLE customers (
    location TEXT NOT NULL REFERENCES locations (id),
    phone TEXT NOT NULL,
    language TEXT,
    consent_at TEXT,
    consent_source TEXT,
    unreachable_at TEXT,
    unreachable_code INTEGER,
    PRIMARY KEY (location, phone)
) /* SQLite: WITHOUT ROWID */;

CREATE TABLE conversations (
    location TEXT NOT NULL,
    phone TEXT NOT NULL,
    sender TEXT NOT NULL,
    state TEXT NOT NULL,
    details TEXT NOT NULL,
    expires_at TEXT,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (location, phone),
    FOREIGN KEY (location, phone) REFERENCES customers (location, phone)
) /* SQLite: WITHOUT ROWID */;

CREATE TABLE appointments (
    id TEXT PRIMARY KEY,
    location TEXT NOT NULL,
    provider TEXT NOT NULL,
    service TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    phone TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT,
    status TEXT NOT NULL,
    moves INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    FOREIGN KEY (location, phone) REFERENCES customers (location, phone),
    FOREIGN KEY (location, provider) REFERENCES providers (location, id),
    FOREIGN KEY (location, service) REFERENCES services (location, id)
);
CREATE INDEX appointments_by_phone ON appointments (location, phone, starts_at);
-- The indexes by time are partial, though they hold every row: only a statement that says `<> ''` may use them. PostgreSQL plans
-- while tables are empty, took them for those by phone, and read a place's whole last hour of texts at every text.
CREATE INDEX appointments_by_time ON appointments (location, starts_at) WHERE starts_at <> '';

-- A provider's time in cells of five minutes (cell = seconds since 1970 / 300). The primary key is what refuses overlap,
-- for appointments (until is null) and for holds (holder is the phone they are held for) alike.
CREATE TABLE cells (
    location TEXT NOT NULL,
    provider TEXT NOT NULL,
    cell INTEGER NOT NULL,
    appointment TEXT,
    holder TEXT,
    until TEXT,
    PRIMARY KEY (location, provider, cell)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX cells_by_holder ON cells (location, holder) WHERE holder IS NOT NULL;
CREATE INDEX cells_by_appointment ON cells (appointment) WHERE appointment IS NOT NULL;

-- A text that came in and what we made of it. `sid` is the provider's: claimed once, answered once.
CREATE TABLE turns (
    sid TEXT PRIMARY KEY,
    location TEXT NOT NULL,
    phone TEXT NOT NULL,
    sender TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    rule TEXT NOT NULL,
    state_before TEXT NOT NULL,
    state_after TEXT NOT NULL,
    reply TEXT NOT NULL,
    segments INTEGER NOT NULL,
    reply_sid TEXT,
    reply_status TEXT,
    reply_error INTEGER,
    story TEXT NOT NULL,
    position INTEGER NOT NULL -- how many texts of this phone came before it within the same second
);
CREATE INDEX turns_by_phone ON turns (location, phone, at);
CREATE INDEX turns_by_time ON turns (location, at, segments) WHERE at <> '';
CREATE INDEX turns_by_reply ON turns (reply_sid) WHERE reply_sid IS NOT NULL;

-- What staff say a text meant that we took for something else: cases for the tests (`flask misread export`).
CREATE TABLE misread (
    turn TEXT PRIMARY KEY REFERENCES turns (sid),
    location TEXT NOT NULL,
    intent TEXT NOT NULL,
    choice INTEGER,
    start TEXT, -- the time that was wished for, on the place's clocks
    note TEXT NOT NULL,
    marked_by TEXT NOT NULL,
    marked_at TEXT NOT NULL
);

-- Pictures and files: references first, fetched outside the webhook.
CREATE TABLE media (
    turn TEXT NOT NULL REFERENCES turns (sid),
    position INTEGER NOT NULL,
    location TEXT NOT NULL,
    url TEXT NOT NULL,
    content_type TEXT NOT NULL,
    status TEXT NOT NULL,
    size INTEGER,
    content TEXT,
    fetched_at TEXT,
    reason TEXT,
    PRIMARY KEY (turn, position)
);
CREATE INDEX media_to_fetch ON media (turn) WHERE status = 'referenced';

CREATE TABLE tasks (
    id TEXT PRIMARY KEY,
    location TEXT NOT NULL,
    phone TEXT NOT NULL,
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    appointment TEXT,
    turn TEXT,
    created_at TEXT NOT NULL,
    done_at TEXT,
    done_by TEXT
);
CREATE INDEX tasks_open ON tasks (location, created_at) WHERE done_at IS NULL;

-- Opt-outs are per sender (our number, short code or messaging service) and phone; a row with until null is in force.
CREATE TABLE opt_outs (
    sender TEXT NOT NULL,
    phone TEXT NOT NULL,
    location TEXT NOT NULL,
    since TEXT NOT NULL,
    source TEXT NOT NULL,
    until TEXT,
    PRIMARY KEY (sender, phone)
) /* SQLite: WITHOUT ROWID */;

-- Texts that are not replies. The key (for a reminder: appointment, start, kind) makes a duplicate impossible.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    location TEXT NOT NULL,
    phone TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    line TEXT NOT NULL,
    media TEXT NOT NULL,
    appointment TEXT,
    appointment_start TEXT,
    due_at TEXT NOT NULL,
    useful_until TEXT,
    status TEXT NOT NULL,
    reason TEXT,
    attempts INTEGER NOT NULL,
    leased_by TEXT,
    leased_until TEXT,
    sender TEXT,
    sid TEXT,
    segments INTEGER,
    error_code INTEGER,
    tried_at TEXT,
    created_by TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
-- Not `IN`: SQLite would make a table of the three in memory for every statement that writes a text, a third of its price.
CREATE INDEX outbox_due ON outbox (due_at) WHERE status = 'waiting' OR status = 'leased' OR status = 'unknown';
-- Since when a text may be with the provider (null: it surely is not): what a day has cost is counted from here.
CREATE INDEX outbox_tried ON outbox (location, tried_at, segments) WHERE tried_at IS NOT NULL;
CREATE INDEX outbox_by_phone ON outbox (location, phone, created_at);
CREATE INDEX outbox_by_sid ON outbox (sid) WHERE sid IS NOT NULL;
CREATE INDEX outbox_by_appointment ON outbox (appointment) WHERE appointment IS NOT NULL;

-- Until when a sender has texts to hand over, in milliseconds since 1970 (one statement must be able to add to it); `lane`
-- is `at once` for what a person waits for, `in turn` for the rest.
CREATE TABLE sender_pace (
    sender TEXT NOT NULL,
    lane TEXT NOT NULL,
    next_ms BIGINT NOT NULL,
    PRIMARY KEY (sender, lane)
) /* SQLite: WITHOUT ROWID */;

-- Status reports that came before we knew the message they speak of.
CREATE TABLE early_reports (
    sid TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    error_code INTEGER,
    at TEXT NOT NULL
);

CREATE TABLE users (
    email TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_at TEXT NOT NULL
);

-- Facts of the running house: last catch-up, spend alerts, worker heartbeats.
CREATE TABLE notes (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at TEXT NOT NULL
);
