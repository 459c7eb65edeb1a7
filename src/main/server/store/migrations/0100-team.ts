/** A workspace on several machines: which log orders a change, devices and invites, how far each log was read, and what could not be opened. */

export const team = {
  number: 100,
  sql: `
-- What orders it: 'workspace' for what everybody must know alike, else a channel. Positions count within it.
ALTER TABLE change_log ADD COLUMN log TEXT NOT NULL DEFAULT '';
-- Whether its place in the relay holds it sealed.
ALTER TABLE change_log ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
-- When the relay took it, by the relay's clock; null for what was never there.
ALTER TABLE change_log ADD COLUMN ordered_at INTEGER;
DROP INDEX change_log_position;
UPDATE change_log SET log = CASE
  WHEN scope = 'workspace' OR kind IN ('channel.created', 'channel.archived', 'channel.restored', 'member.joined', 'member.left') THEN 'workspace'
  WHEN kind = 'channel.edited' AND (SELECT type FROM channel WHERE id = scope) = 'public' THEN 'workspace'
  ELSE scope END;
CREATE TEMP TABLE renumbered (seq INTEGER PRIMARY KEY, place INTEGER NOT NULL);
INSERT INTO renumbered (seq, place) SELECT seq, row_number() OVER (ORDER BY seq) FROM change_log WHERE log = 'workspace';
UPDATE change_log SET position = r.place FROM temp.renumbered r WHERE r.seq = change_log.seq;
DROP TABLE temp.renumbered;
CREATE UNIQUE INDEX change_log_place ON change_log (log, position);
-- What waits for its place; the number is PENDING_FIRST of positions.ts.
CREATE INDEX change_log_pending ON change_log (position) WHERE position >= 281474976710656;
-- Marks stood on changes that count elsewhere now: they must not hide what comes next.
UPDATE read_mark SET position = min(position, coalesce((SELECT max(l.position) FROM change_log l WHERE l.log = read_mark.channel_id), 0));
-- Up to which of the changes that wait for their place the person has read; 0 for none.
ALTER TABLE read_mark ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;

ALTER TABLE message ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
-- Where the host has it and what opens it there, as JSON; null for what was attached here.
ALTER TABLE message_file ADD COLUMN sealed TEXT;
CREATE INDEX message_case ON message (case_id) WHERE case_id IS NOT NULL;
-- Of the message: the first that was reported under an id keeps it.
ALTER TABLE case_key ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE case_key SET position = (SELECT m.position FROM message m WHERE m.id = case_key.message_id);

-- Two devices can give the same name at the same time: what is wanted, and the place of the change that wanted it. The first has it.
ALTER TABLE person ADD COLUMN wanted_name TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN named_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN removed_at INTEGER;
ALTER TABLE channel ADD COLUMN wanted_name TEXT NOT NULL DEFAULT '';
ALTER TABLE channel ADD COLUMN named_at INTEGER NOT NULL DEFAULT 0;
UPDATE person SET wanted_name = username, named_at = coalesce((SELECT min(l.position) FROM change_log l
  WHERE l.log = 'workspace' AND l.kind = 'person.defined' AND l.body ->> 'personId' = person.id AND l.position > coalesce((SELECT max(o.position) FROM change_log o
    WHERE o.log = 'workspace' AND o.kind = 'person.defined' AND o.body ->> 'personId' = person.id AND o.body ->> 'username' <> person.username), 0)), 0);
UPDATE channel SET wanted_name = name, named_at = coalesce((SELECT min(l.position) FROM change_log l
  WHERE l.log = 'workspace' AND l.scope = channel.id AND l.kind IN ('channel.created', 'channel.edited') AND l.position > coalesce((SELECT max(o.position) FROM change_log o
    WHERE o.log = 'workspace' AND o.scope = channel.id AND o.kind IN ('channel.created', 'channel.edited') AND channel.type = 'public' AND o.body ->> 'name' <> channel.name), 0)), 0);
CREATE INDEX person_wanted ON person (wanted_name);
CREATE INDEX channel_wanted ON channel (wanted_name);

-- Projection.
CREATE TABLE device (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  public_key TEXT NOT NULL,
  certificate TEXT NOT NULL,
  -- Both by the relay's clock.
  admitted_at INTEGER NOT NULL,
  removed_at INTEGER,
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX device_person ON device (person_id);
CREATE TABLE invite (
  id TEXT PRIMARY KEY,
  invite_key TEXT NOT NULL,
  role TEXT NOT NULL,
  expires_at INTEGER,
  uses INTEGER NOT NULL,
  person_id TEXT,
  label TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,
  signature TEXT NOT NULL
) STRICT;
-- Which role somebody had when: what they said is judged by the role of that time, by the relay's clock.
CREATE TABLE role_span (
  person_id TEXT NOT NULL REFERENCES person (id),
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO role_span (person_id, position, role, from_at)
  SELECT body ->> 'personId', position, body ->> 'role', at FROM change_log WHERE log = 'workspace' AND kind = 'person.defined';

-- This device alone.
CREATE TABLE device_seen (
  device_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE relay_cursor (
  log TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- What is there and cannot be shown.
CREATE TABLE unopened (
  log TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  device TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'before_joining', 'refused')),
  reason TEXT NOT NULL,
  -- Opened, and waits for something that it rests on: JSON. Null for what is closed.
  change TEXT,
  sealed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (log, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX unopened_ready ON unopened (log, position) WHERE change IS NOT NULL;
CREATE TABLE refused_change (
  id TEXT PRIMARY KEY,
  person_id TEXT,
  message_id TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX refused_change_message ON refused_change (message_id) WHERE message_id IS NOT NULL;

-- A lane holds changes of two logs, so positions can be equal.
DROP INDEX delivery_next;
CREATE INDEX delivery_next ON delivery (lane, position, id) WHERE state IN ('queued', 'retrying');
`,
} as const
