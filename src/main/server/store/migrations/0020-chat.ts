/** What a team needs to live in it: threads, reactions, pins, files, profiles; and per person marks, notices, drafts and preferences. */

export const chat = {
  number: 20,
  sql: `
ALTER TABLE person ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN status TEXT;
ALTER TABLE person ADD COLUMN time_zone TEXT;
ALTER TABLE person ADD COLUMN picture TEXT;
ALTER TABLE channel ADD COLUMN hooks_allowed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE message ADD COLUMN thread_root_id TEXT REFERENCES message (id);
ALTER TABLE message ADD COLUMN deleted_at INTEGER;
-- Positions of the changes that edited it, as JSON: deleting it takes their texts out of the log too.
ALTER TABLE message ADD COLUMN edits TEXT;
ALTER TABLE message ADD COLUMN pinned_at INTEGER;

-- Each message is in one of these two: a channel's page reads roots alone, however long its threads are. Positions are unique in the log.
DROP INDEX message_position;
CREATE INDEX message_root ON message (channel_id, position) WHERE thread_root_id IS NULL;
CREATE INDEX message_reply ON message (channel_id, position) WHERE thread_root_id IS NOT NULL;
CREATE INDEX message_thread ON message (thread_root_id, position) WHERE thread_root_id IS NOT NULL;
CREATE INDEX message_pinned ON message (channel_id, pinned_at) WHERE pinned_at IS NOT NULL;

-- Projection.
CREATE TABLE thread (
  root_id TEXT PRIMARY KEY REFERENCES message (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  reply_count INTEGER NOT NULL,
  last_position INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  -- Ids of up to three people who replied last, as JSON.
  people TEXT NOT NULL
) STRICT;
CREATE TABLE reaction (
  message_id TEXT NOT NULL REFERENCES message (id),
  emoji TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  -- The change's: reactions stand in the order in which they came.
  position INTEGER NOT NULL,
  PRIMARY KEY (message_id, emoji, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE message_file (
  file_id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES message (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  position INTEGER NOT NULL,
  -- Its place among the message's files.
  ordinal INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  thumbnail_sha256 TEXT
) STRICT;
CREATE INDEX message_file_message ON message_file (message_id);
CREATE INDEX message_file_channel ON message_file (channel_id, position, ordinal);
CREATE INDEX message_file_content ON message_file (sha256);
CREATE INDEX message_file_thumbnail ON message_file (thumbnail_sha256) WHERE thumbnail_sha256 IS NOT NULL;

-- This device alone, per person.
CREATE TABLE read_mark (
  person_id TEXT NOT NULL REFERENCES person (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (person_id, channel_id)
) STRICT, WITHOUT ROWID;
-- Who was there before marks existed has read what was there.
INSERT INTO read_mark (person_id, channel_id, position)
  SELECT m.person_id, m.channel_id, coalesce((SELECT max(l.position) FROM change_log l WHERE l.scope = m.channel_id), 0) FROM channel_member m;
-- Messages that want somebody. A mention of everyone in the channel is one row for person '*'.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  person_id TEXT NOT NULL,
  channel_id TEXT NOT NULL REFERENCES channel (id),
  position INTEGER NOT NULL,
  message_id TEXT NOT NULL REFERENCES message (id),
  -- Null in the channel itself.
  thread_root_id TEXT,
  author_id TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('mention', 'audience', 'keyword')),
  keyword TEXT
) STRICT;
CREATE INDEX notice_channel ON notice (channel_id, person_id, position);
CREATE INDEX notice_person ON notice (person_id, id);
CREATE INDEX notice_message ON notice (message_id);
CREATE INDEX notice_thread ON notice (thread_root_id, person_id, position) WHERE thread_root_id IS NOT NULL;
CREATE TABLE thread_follow (
  person_id TEXT NOT NULL REFERENCES person (id),
  root_id TEXT NOT NULL REFERENCES message (id),
  following INTEGER NOT NULL,
  -- Up to where the thread was read.
  position INTEGER NOT NULL,
  -- Whether somebody else replied after that.
  unread INTEGER NOT NULL,
  -- When the last reply came; in ms since epoch.
  last_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, root_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_follow_root ON thread_follow (root_id);
CREATE INDEX thread_follow_recent ON thread_follow (person_id, last_at) WHERE following = 1;
CREATE INDEX thread_follow_unread ON thread_follow (person_id) WHERE unread = 1;
CREATE TABLE saved_message (
  id INTEGER PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  message_id TEXT NOT NULL REFERENCES message (id),
  saved_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_message_person ON saved_message (person_id, message_id);
CREATE INDEX saved_message_newest ON saved_message (person_id, id);
CREATE INDEX saved_message_message ON saved_message (message_id);
CREATE TABLE channel_preference (
  person_id TEXT NOT NULL REFERENCES person (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  favourite INTEGER NOT NULL,
  muted INTEGER NOT NULL,
  notify TEXT CHECK (notify IN ('all', 'mentions', 'none')),
  PRIMARY KEY (person_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE preference (
  person_id TEXT NOT NULL REFERENCES person (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (
  person_id TEXT NOT NULL REFERENCES person (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  -- '' for the channel itself.
  thread_root_id TEXT NOT NULL,
  text TEXT NOT NULL,
  -- Ids of uploads, as JSON.
  files TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, channel_id, thread_root_id)
) STRICT, WITHOUT ROWID;
-- Files on their way: begun, or whole and not posted yet.
CREATE TABLE upload (
  file_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  -- Null until the file is whole.
  sha256 TEXT,
  thumbnail_bytes INTEGER,
  thumbnail_sha256 TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX upload_created ON upload (created_at);
CREATE INDEX upload_content ON upload (sha256) WHERE sha256 IS NOT NULL;
`,
} as const
