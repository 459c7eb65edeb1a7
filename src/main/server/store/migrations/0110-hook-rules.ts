/** What a hook's owner decides about its posts, and what this device keeps to hold them to it. */

export const hookRules = {
  number: 110,
  sql: `
-- JSON of what differs from the defaults.
ALTER TABLE hook ADD COLUMN rules TEXT NOT NULL DEFAULT '{}';
ALTER TABLE hook ADD COLUMN paused_reason TEXT;
-- JSON of the ids of the only ones whom names in it tell; null where its rule says it.
ALTER TABLE message ADD COLUMN named TEXT;
-- Changes of its words that are no more among those in edits, because later ones took their place.
ALTER TABLE message ADD COLUMN edits_gone INTEGER NOT NULL DEFAULT 0;
-- How often a message came and when last, as its hook's device told; null for once.
ALTER TABLE message ADD COLUMN repeats INTEGER;
ALTER TABLE message ADD COLUMN repeated_at INTEGER;

-- This device alone from here on.
ALTER TABLE address ADD COLUMN warned_at INTEGER;
ALTER TABLE verdict ADD COLUMN signature TEXT;
ALTER TABLE verdict ADD COLUMN sender_key TEXT;
ALTER TABLE verdict ADD COLUMN replay_of INTEGER;
-- What a request was, secrets taken out; goes with its verdict.
CREATE TABLE verdict_request (
  verdict_id INTEGER PRIMARY KEY REFERENCES verdict (id) ON DELETE CASCADE,
  -- JSON of pairs in the order in which they came.
  headers TEXT NOT NULL,
  query TEXT NOT NULL,
  body_kind TEXT NOT NULL,
  body TEXT NOT NULL,
  -- More than body has means that it was cut.
  body_chars INTEGER NOT NULL,
  masked INTEGER NOT NULL,
  -- After its start; null for what was not reached.
  read_ms REAL,
  decoded_ms REAL
) STRICT;
-- Secrets that senders sign with: number 1 is the current one, 2 the one before it until it expires.
CREATE TABLE hook_secret (
  hook_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  secret TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  last_used_at INTEGER,
  PRIMARY KEY (hook_id, number)
) STRICT, WITHOUT ROWID;
-- Requests that were signed with their time and posted, until their signature is too old: none posts twice. The hash is of what was signed;
-- with the time before it, new rows stand together at the end.
CREATE TABLE hook_signed_seen (
  hook_id TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (hook_id, signed_at, content)
) STRICT, WITHOUT ROWID;
-- Requests that their senders named, so that a repeat gets the same answer.
CREATE TABLE hook_delivery_seen (
  id INTEGER PRIMARY KEY,
  hook_id TEXT NOT NULL,
  -- The first 16 bytes of SHA-256 of hook, name's kind and name.
  key BLOB NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  -- SHA-256 of what was posted.
  body_hash BLOB NOT NULL,
  dialect TEXT NOT NULL,
  request_id TEXT NOT NULL,
  message_id TEXT,
  -- JSON of status, content type, headers and body.
  answer TEXT NOT NULL
) STRICT;
CREATE INDEX hook_delivery_seen_hook ON hook_delivery_seen (hook_id, id);
-- The message that a sender's own key stands for.
CREATE TABLE hook_key (
  hook_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  key TEXT NOT NULL,
  message_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- The sender said that what it reported is over: the next one opens a new message.
  ended INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (hook_id, channel_id, key)
) STRICT, WITHOUT ROWID;
-- Posts beyond the limit, in their turn.
CREATE TABLE hook_queue (
  id INTEGER PRIMARY KEY,
  hook_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- JSON: the address, the post as its dialect read it, files and hops.
  post TEXT NOT NULL,
  -- JSON of the request's verdict, which says in the end what came of it.
  verdict TEXT,
  -- Of both and of the files.
  size_bytes INTEGER NOT NULL
) STRICT;
-- How often a hook's posts told somebody in the hour since the first of them.
CREATE TABLE hook_mentions (
  hook_id TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Holds all that counting needs.
CREATE INDEX hook_queue_hook ON hook_queue (hook_id, id, size_bytes);
-- Contents of files that wait with a post.
CREATE TABLE hook_queue_file (
  queue_id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (queue_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX hook_queue_file_content ON hook_queue_file (sha256);
-- Messages that their senders repeated: how often they came, and what the others were told of that.
CREATE TABLE repeated_message (
  message_id TEXT PRIMARY KEY,
  channel_id TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  told INTEGER NOT NULL,
  told_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX repeated_message_untold ON repeated_message (message_id) WHERE count > told;
-- Each time after the first, which is the message's own.
CREATE TABLE message_repeat (
  message_id TEXT NOT NULL,
  -- From 2.
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  PRIMARY KEY (message_id, number)
) STRICT, WITHOUT ROWID;
-- Who does not want to be called by a hook.
CREATE TABLE hook_mute (
  person_id TEXT NOT NULL,
  hook_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person_id, hook_id)
) STRICT, WITHOUT ROWID;
-- What counts as unread, by whose post it is: however much a muted hook writes, it is stepped over.
CREATE INDEX message_by_hook ON message (channel_id, hook_id, position) WHERE thread_root_id IS NULL AND deleted_at IS NULL AND silent = 0 AND type <> 'system';
`,
} as const
