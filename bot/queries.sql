-- Every statement Reslot runs, named; one text for SQLite and PostgreSQL. Parameters are :named, functions that PostgreSQL calls
-- by another name (`bot.queries.IN_POSTGRES`) have SQLite's.

-- == turn

-- name: texting
-- Where a text to one of our numbers belongs, and what we know of who sent it.
SELECT l.id AS location, l.revision, l.timezone, l.languages, c.language
FROM senders s
JOIN locations l ON l.id = s.location
LEFT JOIN customers c ON c.location = l.id AND c.phone = :phone
WHERE s.number = :sender;

-- name: owner_of_sender
SELECT l.id AS location, l.revision FROM senders s JOIN locations l ON l.id = s.location WHERE s.number = :sender;

-- name: place_of_stray_text
-- For a text to a number that no place has (in the messaging service's pool, but not in the file): the place that last had to
-- do with this phone, else one that knows it, else the first.
SELECT l.id AS location, l.revision FROM locations l
LEFT JOIN customers c ON c.location = l.id AND c.phone = :phone
LEFT JOIN conversations v ON v.location = l.id AND v.phone = :phone
ORDER BY COALESCE(v.updated_at, CASE WHEN c.phone IS NULL THEN '' ELSE '0' END) DESC, l.id LIMIT 1;

-- name: start_of_turn
-- All that a turn begins with in one go: the place's revision, the customer, the answer where this text has had one, the
-- conversation, the opt-out in force, and a row for each visit in any order (one row of nulls where there is none). `recent`
-- is two counts in one, since a subquery costs more than to count: the replies of the last hour, and a million for each text
-- before this one within its second. Whatever was said to a customer before is no later than their conversation: mostly
-- there is nothing to be counted. The columns are those of `records.Start`.
SELECT l.revision, c.language AS known_language, c.consent_at, t.reply, t.rule, o.since AS opted_out,
    CASE WHEN v.updated_at > :an_hour_ago THEN (
        SELECT COALESCE(SUM(CASE WHEN r.at = :at THEN 1000000 ELSE 0 END + CASE WHEN r.segments > 0 THEN 1 ELSE 0 END), 0)
        FROM turns r WHERE r.location = :location AND r.phone = :phone AND r.at > :an_hour_ago) ELSE 0 END AS recent,
    v.sender, v.state, v.details, v.expires_at,
    a.id, a.provider, a.service, a.starts_at, a.minutes, a.name, a.language, a.status, a.moves
FROM locations l
LEFT JOIN customers c ON c.location = l.id AND c.phone = :phone
LEFT JOIN turns t ON t.sid = :sid
LEFT JOIN conversations v ON v.location = l.id AND v.phone = :phone
LEFT JOIN opt_outs o ON o.sender = :opt_out_sender AND o.phone = :phone AND o.until IS NULL
LEFT JOIN appointments a ON a.location = l.id AND a.phone = :phone AND a.starts_at >= :since
WHERE l.id = :location;

-- name: keep_conversation
INSERT INTO conversations (location, phone, sender, state, details, expires_at, updated_at)
VALUES (:location, :phone, :sender, :state, :details, :expires_at, :now)
ON CONFLICT (location, phone) DO UPDATE SET
    sender = excluded.sender, state = excluded.state, details = excluded.details,
    expires_at = excluded.expires_at, updated_at = excluded.updated_at;

-- name: keep_customer
-- A customer's own text is their consent to be answered; an earlier record stays.
INSERT INTO customers (location, phone, language, consent_at, consent_source)
VALUES (:location, :phone, :language, :now, 'text')
ON CONFLICT (location, phone) DO UPDATE SET
    language = COALESCE(excluded.language, customers.language),
    consent_at = COALESCE(customers.consent_at, excluded.consent_at),
    consent_source = COALESCE(customers.consent_source, excluded.consent_source);

-- name: keep_turn
INSERT INTO turns (sid, location, phone, sender, at, body, rule, state_before, state_after, reply, segments, story, position)
VALUES (:sid, :location, :phone, :sender, :at, :body, :rule, :state_before, :state_after, :reply, :segments, :story, :position);

-- name: keep_media
INSERT INTO media (turn, position, location, url, content_type, status)
VALUES (:turn, :position, :location, :url, :content_type, 'referenced');

-- name: confirm_appointment
UPDATE appointments SET status = 'confirmed', updated_at = :now
WHERE id = :id AND status IN ('booked', 'confirmed');

-- name: move_appointment
UPDATE appointments SET starts_at = :starts_at, provider = :provider, minutes = :minutes,
    status = 'booked', moves = moves + 1, updated_at = :now
WHERE id = :id AND starts_at = :was AND status IN ('booked', 'confirmed');

-- name: move_appointment_in_time
-- The same with whom it is already: SQLite looks for the provider again wherever an UPDATE names that column.
UPDATE appointments SET starts_at = :starts_at, minutes = :minutes, status = 'booked', moves = moves + 1, updated_at = :now
WHERE id = :id AND provider = :provider AND starts_at = :was AND status IN ('booked', 'confirmed');

-- name: cancel_appointment
UPDATE appointments SET status = 'cancelled', updated_at = :now
WHERE id = :id AND status IN ('booked', 'confirmed');

-- name: book_appointment
INSERT INTO appointments
    (id, location, provider, service, starts_at, minutes, phone, name, language, status, moves, created_at, updated_at)
VALUES (:id, :location, :provider, :service, :starts_at, :minutes, :phone, :name, :language, 'booked', 0, :now, :now);

-- name: appointment
SELECT id, location, provider, service, starts_at, minutes, phone, name, language, status, moves
FROM appointments WHERE id = :id;

-- name: raise_task
INSERT INTO tasks (id, location, phone, kind, note, appointment, turn, created_at)
VALUES (:id, :location, :phone, :kind, :note, :appointment, :turn, :now)
ON CONFLICT (id) DO NOTHING;

-- name: opt_out
INSERT INTO opt_outs (sender, phone, location, since, source)
VALUES (:sender, :phone, :location, :now, :source)
ON CONFLICT (sender, phone) DO UPDATE SET
    since = CASE WHEN opt_outs.until IS NULL THEN opt_outs.since ELSE excluded.since END,
    source = CASE WHEN opt_outs.until IS NULL THEN opt_outs.source ELSE excluded.source END,
    until = NULL;

-- name: opt_in
UPDATE opt_outs SET until = :now WHERE sender = :sender AND phone = :phone AND until IS NULL;

-- name: unsend_waiting
UPDATE outbox SET status = 'unsent', reason = :reason, updated_at = :now
WHERE location = :location AND phone = :phone AND status = 'waiting';

-- name: turn_story
SELECT sid, location, phone, sender, at, body, rule, state_before, state_after, reply, segments,
    reply_sid, reply_status, reply_error, story
FROM turns WHERE sid = :sid;

-- == stores

-- name: add_missing_customer
INSERT INTO customers (location, phone) VALUES (:location, :phone) ON CONFLICT (location, phone) DO NOTHING

-- name: newest_upgrade
SELECT MAX(number) AS number FROM upgrades

-- name: add_upgrade
INSERT INTO upgrades (number, applied_at) VALUES (:number, :applied_at)

-- == cells

-- name: take_cells_for_appointment
-- `cells` is a JSON list of them, in their order. A recursive query that counts from the first cell to the last costs as much as
-- writing them.
INSERT INTO cells (location, provider, cell, appointment, holder, until)
SELECT CAST(:location AS TEXT), CAST(:provider AS TEXT), CAST(value AS INTEGER), CAST(:appointment AS TEXT), NULL, NULL
FROM json_each(:cells) WHERE true
ON CONFLICT (location, provider, cell) DO UPDATE SET appointment = excluded.appointment, holder = NULL, until = NULL
WHERE cells.until <= CAST(:now AS TEXT) OR cells.holder = CAST(:holder AS TEXT) OR cells.appointment = excluded.appointment

-- name: take_held_cells
-- The same of cells that are held for the customer by all we know: a third less to do, and it counts no cell that is not there.
UPDATE cells SET appointment = :appointment, holder = NULL, until = NULL
WHERE location = :location AND provider = :provider AND cell BETWEEN :first AND :last
AND (until <= :now OR holder = :holder OR appointment = :appointment);

-- name: hold_cells
-- A cell of an own appointment is written as it was: it counts, and stays the appointment's. `cells` as above.
INSERT INTO cells (location, provider, cell, appointment, holder, until)
SELECT CAST(:location AS TEXT), CAST(:provider AS TEXT), CAST(value AS INTEGER), NULL, CAST(:holder AS TEXT), CAST(:until AS TEXT)
FROM json_each(:cells) WHERE true
ON CONFLICT (location, provider, cell) DO UPDATE SET
    holder = CASE WHEN cells.appointment IS NULL THEN excluded.holder END,
    until = CASE WHEN cells.appointment IS NULL THEN excluded.until END
WHERE cells.until <= CAST(:now AS TEXT) OR cells.holder = excluded.holder OR cells.appointment IN (
    SELECT id FROM appointments WHERE location = CAST(:location AS TEXT) AND phone = CAST(:holder AS TEXT));

-- name: release_holder
DELETE FROM cells WHERE location = :location AND holder = :holder

-- name: release_appointment
DELETE FROM cells WHERE appointment = :appointment

-- name: release_appointment_elsewhere
DELETE FROM cells WHERE appointment = :appointment
AND NOT (location = :location AND provider = :provider AND cell BETWEEN :first AND :last)

-- name: forget_past_cells
DELETE FROM cells WHERE location = :location AND cell < :cell

-- == web: what the webhook, the health checks and the staff pages read and write

-- name: web_alive
SELECT 1 AS alive FROM locations LIMIT 1;

-- name: web_locations
SELECT id, name, timezone, languages, address, phone, country, hours, closed, quiet_hours, settings
FROM locations ORDER BY id;

-- name: web_sender_place
SELECT l.id, l.name, l.timezone, l.languages, l.address, l.phone, l.country, l.hours, l.closed
FROM senders s JOIN locations l ON l.id = s.location WHERE s.number = :number;

-- name: web_senders
SELECT number, location FROM senders WHERE location = :location ORDER BY position, number;

-- name: web_providers
SELECT id, name, services, hours, away, active FROM providers WHERE location = :location ORDER BY name, id;

-- name: web_services
SELECT id, names, minutes FROM services WHERE location = :location ORDER BY id;

-- name: web_schedule
SELECT a.id, a.location, a.provider, a.service, a.starts_at, a.minutes, a.phone, a.name, a.language, a.status, a.moves,
       c.state AS conversation
FROM appointments a LEFT JOIN conversations c ON c.location = a.location AND c.phone = a.phone
WHERE a.location = :location AND a.starts_at <> '' AND a.starts_at >= :since AND a.starts_at < :until
ORDER BY a.starts_at, a.provider, a.id;

-- name: web_unconfirmed
SELECT a.id, a.provider, a.service, a.starts_at, a.minutes, a.phone, a.name, a.status, a.moves, c.state AS conversation
FROM appointments a LEFT JOIN conversations c ON c.location = a.location AND c.phone = a.phone
WHERE a.location = :location AND a.starts_at <> '' AND a.starts_at >= :since AND a.starts_at < :until AND a.status = :status
ORDER BY a.starts_at, a.id LIMIT :most;

-- name: web_holds
SELECT provider, holder, cell FROM cells
WHERE location = :location AND holder IS NOT NULL AND until > :now AND cell >= :first AND cell < :last
ORDER BY provider, holder, cell;

-- name: web_offers
-- What is under discussion with phones that time is held for: says where one offered time ends and the next begins.
SELECT c.location, c.phone, c.sender, c.state, c.details, c.expires_at FROM conversations c
WHERE c.location = :location AND c.phone IN (SELECT holder FROM cells WHERE location = :location AND holder IS NOT NULL
    AND until > :now AND cell >= :first AND cell < :last);

-- name: web_holders
-- Who time is held for, by the names of their visits, the latest first.
SELECT a.phone, a.name FROM appointments a WHERE a.location = :location
AND a.phone IN (SELECT holder FROM cells WHERE location = :location AND holder IS NOT NULL
    AND until > :now AND cell >= :first AND cell < :last)
GROUP BY a.phone, a.name ORDER BY a.phone, MAX(a.starts_at) DESC, a.name;

-- name: web_proposals
-- Proposals of staff that have not gone out yet: their times are held, and no conversation knows of them.
SELECT phone, line FROM outbox WHERE location = :location AND kind = 'proposal' AND status IN ('waiting', 'leased', 'unknown');

-- name: web_appointments_of
SELECT id, location, provider, service, starts_at, minutes, phone, name, language, status, moves
FROM appointments WHERE location = :location AND phone = :phone ORDER BY starts_at DESC, id LIMIT :most;

-- name: web_open_tasks
SELECT t.id, t.location, t.phone, t.kind, t.note, t.appointment, t.turn, t.created_at,
       (SELECT a.name FROM appointments a WHERE a.location = t.location AND a.phone = t.phone
        ORDER BY a.starts_at DESC LIMIT 1) AS name
FROM tasks t WHERE t.location = :location AND t.done_at IS NULL ORDER BY t.created_at DESC, t.id LIMIT :most;

-- name: web_tasks_of
-- `turn` only where there is one to look at: a text that we failed at left none.
SELECT k.id, k.kind, k.note, k.appointment, t.sid AS turn, k.created_at, k.done_at, k.done_by
FROM tasks k LEFT JOIN turns t ON t.sid = k.turn
WHERE k.location = :location AND k.phone = :phone ORDER BY k.created_at DESC, k.id LIMIT :most;

-- name: web_finish_task
UPDATE tasks SET done_at = :now, done_by = :by WHERE id = :id AND done_at IS NULL;

-- name: web_finish_tasks_of
UPDATE tasks SET done_at = :now, done_by = :by WHERE location = :location AND phone = :phone AND done_at IS NULL;

-- name: web_conversations
SELECT c.location, c.phone, c.sender, c.state, c.updated_at,
       (SELECT t.body FROM turns t WHERE t.location = c.location AND t.phone = c.phone
        ORDER BY t.at DESC, t.position DESC LIMIT 1) AS body,
       (SELECT COUNT(*) FROM tasks k WHERE k.location = c.location AND k.phone = c.phone AND k.done_at IS NULL) AS tasks
FROM conversations c WHERE c.location = :location ORDER BY c.updated_at DESC, c.phone LIMIT :most OFFSET :skip;

-- name: web_names_of_conversations
-- All names of the phones on a page of the list, the name of the latest visit first.
SELECT a.phone, a.name FROM appointments a WHERE a.location = :location AND a.phone IN (
    SELECT c.phone FROM conversations c WHERE c.location = :location ORDER BY c.updated_at DESC, c.phone LIMIT :most OFFSET :skip)
GROUP BY a.phone, a.name ORDER BY a.phone, MAX(a.starts_at) DESC, a.name;

-- name: web_conversation
SELECT location, phone, sender, state, details, expires_at, updated_at
FROM conversations WHERE location = :location AND phone = :phone;

-- name: web_save_conversation
INSERT INTO conversations (location, phone, sender, state, details, expires_at, updated_at)
VALUES (:location, :phone, :sender, :state, :details, NULL, :now)
ON CONFLICT (location, phone) DO UPDATE SET state = excluded.state, details = excluded.details, expires_at = NULL,
    updated_at = excluded.updated_at;

-- name: web_customer
SELECT location, phone, language, consent_at, consent_source, unreachable_at, unreachable_code
FROM customers WHERE location = :location AND phone = :phone;

-- name: web_opt_outs_of
SELECT sender, since, source FROM opt_outs WHERE phone = :phone AND location = :location AND until IS NULL ORDER BY sender;

-- name: web_turns_of
SELECT sid, sender, at, body, rule, reply, segments, reply_sid, reply_status, reply_error
FROM turns WHERE location = :location AND phone = :phone ORDER BY at DESC, position DESC LIMIT :most;

-- name: web_turn
SELECT sid, location, phone, sender, at, body, rule, state_before, state_after, reply, segments, reply_sid, reply_status,
       reply_error
FROM turns WHERE sid = :sid;

-- name: web_media_of
SELECT m.turn, m.position, m.content_type, m.status, m.size
FROM media m JOIN turns t ON t.sid = m.turn WHERE t.location = :location AND t.phone = :phone ORDER BY m.turn, m.position;

-- name: web_outbox_of
SELECT id, kind, body, status, reason, due_at, sid, segments, error_code, created_by, created_at, updated_at
FROM outbox WHERE location = :location AND phone = :phone ORDER BY created_at DESC, id LIMIT :most;

-- name: web_turn_counts
SELECT substr(at, 1, 16) AS minute, rule, COUNT(*) AS texts, SUM(segments) AS segments,
       SUM(CASE WHEN segments > 0 THEN 1 ELSE 0 END) AS replies
FROM turns WHERE location = :location AND at >= :since AND at < :until AND at <> '' GROUP BY substr(at, 1, 16), rule;

-- name: web_outbox_counts
SELECT substr(updated_at, 1, 16) AS minute, status, COUNT(*) AS texts, SUM(COALESCE(segments, 0)) AS segments
FROM outbox WHERE location = :location AND updated_at >= :since AND updated_at < :until
GROUP BY substr(updated_at, 1, 16), status;

-- name: web_waiting
SELECT (SELECT COUNT(*) FROM tasks WHERE done_at IS NULL) AS tasks,
       (SELECT COUNT(*) FROM outbox WHERE (status = 'waiting' OR status = 'leased' OR status = 'unknown') AND due_at <= :now) AS texts,
       (SELECT MIN(due_at) FROM outbox WHERE (status = 'waiting' OR status = 'leased' OR status = 'unknown') AND due_at <= :now) AS oldest;

-- == staff accounts and notes

-- name: user_by_email
SELECT email, password_hash, role, active, created_at FROM users WHERE email = :email;

-- name: users_all
SELECT email, role, active, created_at FROM users ORDER BY email;

-- name: user_add
INSERT INTO users (email, password_hash, role, active, created_at)
VALUES (:email, :password_hash, :role, 1, :now) ON CONFLICT (email) DO NOTHING;

-- name: user_set_password
UPDATE users SET password_hash = :password_hash WHERE email = :email;

-- name: user_set_role
UPDATE users SET role = :role WHERE email = :email;

-- name: user_set_active
UPDATE users SET active = :active WHERE email = :email;

-- name: note
SELECT value, at FROM notes WHERE key = :key;

-- name: note_keep
INSERT INTO notes (key, value, at) VALUES (:key, :value, :now)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, at = excluded.at;

-- name: note_keep_first
INSERT INTO notes (key, value, at) VALUES (:key, :value, :now) ON CONFLICT (key) DO NOTHING;

-- name: note_count
INSERT INTO notes (key, value, at) VALUES (:key, '1', :now)
ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(notes.value AS INTEGER) + 1 AS TEXT), at = excluded.at;

-- name: note_forget
DELETE FROM notes WHERE key = :key;

-- name: notes_forget_before
DELETE FROM notes WHERE key >= :first AND key < :last AND at < :before;

-- == delivery: what became of a text

-- name: delivery_of_turn
SELECT sid, location, phone, sender, at, reply, reply_sid, reply_status FROM turns WHERE sid = :sid;

-- name: delivery_of_reply
SELECT sid, location, phone, sender, at, reply, reply_sid, reply_status FROM turns WHERE reply_sid = :sid;

-- name: delivery_forward
UPDATE turns SET reply_status = :status, reply_error = :error, reply_sid = :reply_sid
WHERE sid = :sid AND COALESCE(reply_status, '') = :was;

-- name: early_report
SELECT sid, status, error_code FROM early_reports WHERE sid = :sid;

-- name: early_report_keep
INSERT INTO early_reports (sid, status, error_code, at) VALUES (:sid, :status, :error, :now)
ON CONFLICT (sid) DO UPDATE SET status = excluded.status, error_code = excluded.error_code, at = excluded.at;

-- == calendar

-- name: location
SELECT id, name, timezone, languages, address, phone, country, hours, closed, quiet_hours, settings, revision
FROM locations WHERE id = :location;

-- name: services_of_location
SELECT id, names, minutes, buffer_minutes, notice_hours, max_moves, reminders_hours
FROM services WHERE location = :location ORDER BY id;

-- name: providers_of_location
SELECT id, name, services, hours, away, active FROM providers WHERE location = :location ORDER BY id;

-- name: appointments_of_phone
SELECT id, location, provider, service, starts_at, minutes, phone, name, language, status, moves
FROM appointments WHERE location = :location AND phone = :phone AND starts_at >= :since ORDER BY starts_at, id;

-- name: taken_cells_of_provider
-- The cells that neither the holder may have nor anybody else, as a JSON list: live holds of others, and appointments but the
-- one to be moved.
SELECT COALESCE(CAST(json_group_array(cell) AS TEXT), '[]') AS cells FROM cells
WHERE location = :location AND provider = :provider AND cell BETWEEN :first AND :last
AND (until IS NULL OR until > :now) AND (holder IS NULL OR holder <> :holder)
AND (appointment IS NULL OR appointment <> :replacing);

-- name: taken_cells
-- The same of up to eight providers at once, cell and provider in one number: cell * 8 + which one it is.
SELECT cell * 8 + CASE provider WHEN :p0 THEN 0 WHEN :p1 THEN 1 WHEN :p2 THEN 2 WHEN :p3 THEN 3
    WHEN :p4 THEN 4 WHEN :p5 THEN 5 WHEN :p6 THEN 6 ELSE 7 END AS cell_of
FROM cells
WHERE location = :location AND provider IN (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7) AND cell BETWEEN :first AND :last
AND (until IS NULL OR until > :now) AND (holder IS NULL OR holder <> :holder)
AND (appointment IS NULL OR appointment <> :replacing);

-- == business

-- name: load_location
INSERT INTO locations
    (id, name, timezone, languages, address, phone, country, hours, closed, quiet_hours, settings, revision)
VALUES (:id, :name, :timezone, :languages, :address, :phone, :country, :hours, :closed, :quiet_hours, :settings, :revision)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, timezone = excluded.timezone, languages = excluded.languages, address = excluded.address,
    phone = excluded.phone, country = excluded.country, hours = excluded.hours, closed = excluded.closed,
    quiet_hours = excluded.quiet_hours, settings = excluded.settings, revision = excluded.revision;

-- name: load_sender
INSERT INTO senders (number, location, position) VALUES (:number, :location, :position)
ON CONFLICT (number) DO UPDATE SET location = excluded.location, position = excluded.position;

-- name: renew_location
UPDATE locations SET revision = :revision WHERE id = :id;

-- name: senders_of_location
SELECT number FROM senders WHERE location = :location ORDER BY position;

-- name: forget_sender
DELETE FROM senders WHERE number = :number AND location = :location;

-- name: load_service
INSERT INTO services (location, id, names, minutes, buffer_minutes, notice_hours, max_moves, reminders_hours)
VALUES (:location, :id, :names, :minutes, :buffer_minutes, :notice_hours, :max_moves, :reminders_hours)
ON CONFLICT (location, id) DO UPDATE SET
    names = excluded.names, minutes = excluded.minutes, buffer_minutes = excluded.buffer_minutes,
    notice_hours = excluded.notice_hours, max_moves = excluded.max_moves, reminders_hours = excluded.reminders_hours;

-- name: forget_unused_service
DELETE FROM services WHERE location = :location AND id = :id
AND NOT EXISTS (SELECT 1 FROM appointments WHERE appointments.location = :location AND appointments.service = :id);

-- name: load_provider
INSERT INTO providers (location, id, name, services, hours, away, active)
VALUES (:location, :id, :name, :services, :hours, :away, 1)
ON CONFLICT (location, id) DO UPDATE SET
    name = excluded.name, services = excluded.services, hours = excluded.hours, away = excluded.away, active = 1;

-- name: forget_unused_provider
-- Held cells count as use: an offer that is open must not name somebody unknown.
DELETE FROM providers WHERE location = :location AND id = :id
AND NOT EXISTS (SELECT 1 FROM appointments WHERE appointments.location = :location AND appointments.provider = :id)
AND NOT EXISTS (SELECT 1 FROM cells WHERE cells.location = :location AND cells.provider = :id);

-- name: retire_provider
UPDATE providers SET active = 0 WHERE location = :location AND id = :id;

-- name: locations_known
SELECT id, timezone, country, languages FROM locations ORDER BY id;

-- == reminders

-- name: appointments_ahead
SELECT id, location, provider, service, starts_at, minutes, phone, name, language, status, moves
FROM appointments WHERE location = :location AND starts_at <> '' AND starts_at > :now ORDER BY starts_at, id;

-- name: unsend_outdated
-- The waiting texts about a visit that don't fit how it stands now. `ended` is empty, or why the visit needs no more texts;
-- `wanted` are the kinds of its reminders, each between bars. A second try of a reminder (its key ends in ~2) is no row of the
-- plan but still fits.
UPDATE outbox SET status = 'unsent', updated_at = :now, reason = CASE
    WHEN kind = 'cancelled_by_staff' THEN 'booked_again'
    WHEN :ended = 'cancelled' THEN 'cancelled'
    WHEN appointment_start IS NULL OR appointment_start <> :start THEN 'moved'
    WHEN :ended <> '' THEN 'past' ELSE 'not_wanted' END
WHERE appointment = :appointment AND status = 'waiting' AND CASE
    WHEN kind = 'cancelled_by_staff' THEN :live = 1
    ELSE :ended <> '' OR appointment_start IS NULL OR appointment_start <> :start
        OR kind LIKE 'reminder-%' AND id NOT LIKE '%~%' AND :wanted NOT LIKE '%|' || kind || '|%' END;

-- name: waiting_about
SELECT id, kind, appointment_start FROM outbox WHERE appointment = :appointment AND status = 'waiting';

-- name: plan_text
-- Again = refreshed while it waits; one taken back because the visit moved comes alive when it moves back. Never one that was tried.
INSERT INTO outbox (id, location, phone, kind, body, line, media, appointment, appointment_start, due_at, useful_until,
    status, reason, attempts, created_at, updated_at)
VALUES (:id, :location, :phone, :kind, '', :line, '[]', :appointment, :appointment_start, :due_at, :useful_until,
    :status, :reason, 0, :now, :now)
ON CONFLICT (id) DO UPDATE SET
    phone = excluded.phone, line = excluded.line, due_at = excluded.due_at, useful_until = excluded.useful_until,
    status = CASE WHEN outbox.status = 'waiting' THEN 'waiting' ELSE excluded.status END,
    reason = CASE WHEN outbox.status = 'waiting' THEN outbox.reason ELSE excluded.reason END,
    updated_at = excluded.updated_at
WHERE outbox.attempts = 0 AND (outbox.status = 'waiting' OR outbox.status = 'unsent'
    AND outbox.reason IN ('moved', 'cancelled', 'not_wanted', 'superfluous', 'booked_again'));

-- name: outbox_unsend_waiting
UPDATE outbox SET status = 'unsent', reason = :reason, updated_at = :now WHERE id = :id AND status = 'waiting';

-- == costs

-- name: cost_of_outbox
SELECT COUNT(*) AS texts, SUM(segments) AS segments FROM outbox
WHERE location = :location AND tried_at >= :since AND tried_at < :until;

-- name: cost_of_replies
SELECT COUNT(*) AS texts, SUM(segments) AS segments FROM turns
WHERE location = :location AND at >= :since AND at < :until AND at <> '' AND segments > 0;

-- name: texts_to_phone
SELECT (SELECT COUNT(*) FROM outbox
        WHERE location IN (SELECT id FROM locations) AND phone = :phone AND tried_at >= :since)
    + (SELECT COUNT(*) FROM turns
        WHERE location IN (SELECT id FROM locations) AND phone = :phone AND at >= :since AND reply <> '') AS texts;

-- == outbox
-- What is not over yet is asked for in the very words of the index `outbox_due`, else SQLite would not go by it.

-- name: lease_due
-- The first due text of each phone that nobody has in hand; what may be under way for a phone bars its other texts.
UPDATE outbox SET leased_by = :worker, leased_until = :until
WHERE id IN (
    SELECT o.id FROM outbox o
    WHERE (o.status = 'waiting' OR o.status = 'leased' OR o.status = 'unknown') AND o.due_at <= :now
        AND (o.leased_until IS NULL OR o.leased_until < :now)
        AND NOT EXISTS (
            SELECT 1 FROM outbox e
            WHERE e.location = o.location AND e.phone = o.phone AND e.id <> o.id AND (
                e.status IN ('leased', 'unknown') AND (o.status = 'waiting' OR e.id < o.id)
                OR e.status = 'waiting' AND o.status = 'waiting' AND (
                    e.leased_until >= :now
                    OR e.reason IN ('retry', 'pace') AND (o.reason IS NULL OR o.reason NOT IN ('retry', 'pace') OR e.id < o.id)
                    OR e.due_at <= :now AND (o.reason IS NULL OR o.reason NOT IN ('retry', 'pace')) AND (
                        e.due_at < o.due_at
                        OR e.due_at = o.due_at AND (e.created_at < o.created_at OR e.created_at = o.created_at AND e.id < o.id)
                    )
                )
            )
        )
    ORDER BY o.due_at, o.created_at, o.id
    LIMIT :most
) AND (leased_until IS NULL OR leased_until < :now) AND status IN ('waiting', 'leased', 'unknown')
RETURNING id, location, phone, due_at, created_at;

-- name: take_turn
-- The sender's next turn begins where the last one ends, or now; gives the end of the turn taken.
INSERT INTO sender_pace (sender, lane, next_ms) VALUES (:sender, :lane, CAST(:now AS BIGINT) + CAST(:span AS BIGINT))
ON CONFLICT (sender, lane) DO UPDATE SET next_ms = CAST(:span AS BIGINT)
    + CASE WHEN sender_pace.next_ms > CAST(:now AS BIGINT) THEN sender_pace.next_ms ELSE CAST(:now AS BIGINT) END
RETURNING next_ms;

-- name: outbox_text
SELECT id, location, phone, kind, body, line, media, appointment, appointment_start, due_at, useful_until, status, reason,
    attempts, leased_by, leased_until, sender, sid, segments, error_code, tried_at, created_by, created_at
FROM outbox WHERE id = :id;

-- name: outbox_start
-- From here on the text may be under way: after a crash it is looked up before anything is sent again.
UPDATE outbox SET status = 'leased', reason = NULL, error_code = NULL, body = :body, segments = :segments, sender = :sender,
    media = :media, attempts = attempts + 1, leased_until = :until, tried_at = COALESCE(tried_at, :now), updated_at = :now
WHERE id = :id AND leased_by = :worker AND status = 'waiting';

-- name: outbox_wait
UPDATE outbox SET status = 'waiting', reason = :reason, error_code = :error, due_at = :due_at, media = :media, tried_at = NULL,
    leased_by = NULL, leased_until = NULL, updated_at = :now
WHERE id = :id AND leased_by = :worker AND sid IS NULL;

-- name: outbox_drop
UPDATE outbox SET status = 'unsent', reason = :reason, error_code = :error, tried_at = NULL,
    leased_by = NULL, leased_until = NULL, updated_at = :now
WHERE id = :id AND leased_by = :worker AND sid IS NULL;

-- name: outbox_unsure
UPDATE outbox SET status = 'unknown', reason = 'unknown', error_code = :error, due_at = :due_at,
    leased_by = NULL, leased_until = NULL, updated_at = :now
WHERE id = :id AND leased_by = :worker AND sid IS NULL;

-- name: outbox_sent
-- What the provider said of it; a row that a report has moved on already keeps that.
UPDATE outbox SET status = :status, reason = NULL, sid = :sid, error_code = :error,
    segments = CASE WHEN :segments > 0 THEN :segments ELSE segments END,
    tried_at = COALESCE(tried_at, :now), leased_by = NULL, leased_until = NULL, updated_at = :now
WHERE id = :id AND sid IS NULL;

-- name: outbox_with_sid
SELECT id, location, phone FROM outbox WHERE sid = :sid;

-- name: mark_unreachable
UPDATE customers SET unreachable_at = :now, unreachable_code = :code WHERE location = :location AND phone = :phone;

-- name: last_text_from
SELECT MAX(at) AS at FROM turns WHERE location = :location AND phone = :phone;

-- name: opt_outs_of_phone
SELECT sender, location FROM opt_outs WHERE phone = :phone AND until IS NULL;

-- name: notes_between
SELECT key, value, at FROM notes WHERE key >= :first AND key < :last ORDER BY key;

-- name: outbox_stuck
-- Texts that should have gone out by now, for the doctor and the staff page.
SELECT id, location, phone, kind, status, reason, due_at FROM outbox
WHERE (status = 'waiting' OR status = 'leased' OR status = 'unknown') AND due_at < :before ORDER BY due_at LIMIT :most;

-- == demo

-- name: demo_customer
UPDATE customers SET language = :language, consent_at = :now, consent_source = :source
WHERE location = :location AND phone = :phone;

-- name: demo_visit
INSERT INTO appointments
    (id, location, provider, service, starts_at, minutes, phone, name, language, status, moves, created_at, updated_at)
VALUES (:id, :location, :provider, :service, :starts_at, :minutes, :phone, :name, :language, :status, 0, :now, :now);

-- name: demo_due_now
UPDATE outbox SET due_at = :now, status = 'waiting', reason = NULL WHERE id = :id;

-- name: demo_people
SELECT phone, MIN(name) AS name FROM appointments WHERE location = :location GROUP BY phone ORDER BY MIN(name);

-- == appointments files

-- name: import_appointment
INSERT INTO appointments
    (id, location, provider, service, starts_at, minutes, phone, name, language, status, moves, created_at, updated_at)
VALUES (:id, :location, :provider, :service, :starts_at, :minutes, :phone, :name, :language, :status, 0, :now, :now)
ON CONFLICT (id) DO UPDATE SET
    provider = excluded.provider, service = excluded.service, starts_at = excluded.starts_at, minutes = excluded.minutes,
    phone = excluded.phone, name = excluded.name, language = excluded.language, status = excluded.status,
    updated_at = excluded.updated_at;

-- name: import_customer
INSERT INTO customers (location, phone, language) VALUES (:location, :phone, :language)
ON CONFLICT (location, phone) DO UPDATE SET language = COALESCE(customers.language, excluded.language);

-- name: record_consent
-- An earlier record stays: it says since when.
UPDATE customers SET consent_at = :at, consent_source = :source
WHERE location = :location AND phone = :phone AND consent_at IS NULL;

-- name: withdraw_consent
UPDATE customers SET consent_at = NULL, consent_source = NULL WHERE location = :location AND phone = :phone;

-- name: who_has_cells
SELECT appointment, until FROM cells
WHERE location = :location AND provider = :provider AND cell BETWEEN :first AND :last
AND (appointment IS NULL OR appointment <> :appointment) AND (until IS NULL OR until > :now)
ORDER BY cell LIMIT 1;

-- name: export_appointments
SELECT a.id, a.location, a.provider, a.service, a.starts_at, a.minutes, a.phone, a.name, a.language, a.status, a.moves,
    a.created_at, a.updated_at, l.timezone, l.name AS place, l.address, p.name AS provider_name, s.names
FROM appointments a
JOIN locations l ON l.id = a.location
JOIN providers p ON p.location = a.location AND p.id = a.provider
JOIN services s ON s.location = a.location AND s.id = a.service
ORDER BY a.location, a.starts_at, a.id;

-- name: outbox_reopen
-- Looked up and not there: it surely did not leave.
UPDATE outbox SET status = 'waiting', reason = NULL, error_code = NULL, tried_at = NULL, leased_until = :until, updated_at = :now
WHERE id = :id AND leased_by = :worker AND status IN ('leased', 'unknown') AND sid IS NULL;

-- name: outbox_add
INSERT INTO outbox (id, location, phone, kind, body, line, media, appointment, appointment_start, due_at, useful_until,
    status, attempts, segments, created_by, created_at, updated_at)
VALUES (:id, :location, :phone, :kind, :body, :line, :media, :appointment, :appointment_start, :due_at, :useful_until,
    'waiting', 0, :segments, :by, :now, :now)
ON CONFLICT (id) DO NOTHING;

-- name: outbox_forward
UPDATE outbox SET status = :status, reason = NULL, sid = :sid, error_code = :error, tried_at = COALESCE(tried_at, :now),
    leased_by = NULL, leased_until = NULL, updated_at = :now
WHERE id = :id;

-- name: outbox_give_reason
UPDATE outbox SET reason = :reason WHERE id = :id;

-- name: early_report_forget
DELETE FROM early_reports WHERE sid = :sid;

-- name: early_reports_forget_before
DELETE FROM early_reports WHERE at < :before;

-- name: early_reports_known
SELECT e.sid, o.id, o.location, o.phone FROM early_reports e JOIN outbox o ON o.sid = e.sid;

-- name: consent_of_customer
SELECT consent_at, consent_source FROM customers WHERE location = :location AND phone = :phone;

-- == catch-up and pictures

-- name: all_senders
SELECT number, location FROM senders ORDER BY location, position, number;

-- name: task_by_id
SELECT id FROM tasks WHERE id = :id;

-- name: media_to_fetch
-- Those not tried yet first: some that don't come must not keep back the others.
SELECT m.turn, m.position, m.url, m.content_type, t.at FROM media m JOIN turns t ON t.sid = m.turn
WHERE m.status = 'referenced' AND (m.fetched_at IS NULL OR m.fetched_at < :before)
ORDER BY COALESCE(m.fetched_at, ''), m.turn, m.position LIMIT :most;

-- name: media_tried
-- Until a file is settled `fetched_at` is when it was last asked for.
UPDATE media SET reason = :reason, fetched_at = :now WHERE turn = :turn AND position = :position AND status = 'referenced';

-- name: media_settle
UPDATE media SET status = :status, reason = :reason, content_type = :content_type, size = :size, content = :content,
    fetched_at = :now
WHERE turn = :turn AND position = :position AND status = 'referenced';

-- name: media_kept
SELECT turn, position, location, content_type, status, size, content, reason FROM media WHERE turn = :turn AND position = :position;

-- name: move_by_staff
UPDATE appointments SET starts_at = :starts_at, provider = :provider, minutes = :minutes, status = 'booked', updated_at = :now
WHERE id = :id AND status IN ('booked', 'confirmed');

-- name: close_appointment
UPDATE appointments SET status = :status, updated_at = :now
WHERE id = :id AND status IN ('booked', 'confirmed', 'completed', 'no_show');

-- == misread: texts that staff say meant something else

-- name: keep_misread
INSERT INTO misread (turn, location, intent, choice, start, note, marked_by, marked_at)
VALUES (:turn, :location, :intent, :choice, :start, :note, :by, :now)
ON CONFLICT (turn) DO UPDATE SET intent = excluded.intent, choice = excluded.choice, start = excluded.start,
    note = excluded.note, marked_by = excluded.marked_by, marked_at = excluded.marked_at;

-- name: drop_misread
DELETE FROM misread WHERE turn = :turn;

-- name: misread_of
SELECT turn, intent, choice, start, note, marked_by, marked_at FROM misread WHERE turn = :turn;

-- name: misread_at
SELECT m.turn, m.intent, m.choice, m.start, m.note, m.marked_by, m.marked_at, t.body, t.phone, t.rule
FROM misread m JOIN turns t ON t.sid = m.turn WHERE m.location = :location ORDER BY m.marked_at DESC LIMIT :most;

-- name: misread_all
SELECT t.sid, t.location, t.phone, t.sender, t.at, t.body, t.rule, t.state_before, t.state_after, t.reply, t.segments, t.story,
    m.intent AS meant_intent, m.choice AS meant_choice, m.start AS meant_start
FROM misread m JOIN turns t ON t.sid = m.turn ORDER BY t.at, t.sid;
