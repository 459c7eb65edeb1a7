-- application_id = 1212894286
-- user_version = 10

CREATE TABLE address (
  id TEXT PRIMARY KEY,
  hook_id TEXT NOT NULL REFERENCES hook (id),
  dialect TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  last_four TEXT NOT NULL,
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  expires_at INTEGER
) STRICT;

CREATE INDEX address_hook ON address (hook_id);

CREATE TABLE change_log (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL,
  position INTEGER,
  kind TEXT NOT NULL,
  author_device TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX change_log_position ON change_log (scope, position);

CREATE TABLE channel (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('public', 'private', 'direct', 'group')),
  created_by TEXT NOT NULL REFERENCES person (id),
  created_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;

CREATE TABLE channel_member (
  channel_id TEXT NOT NULL REFERENCES channel (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_member_person ON channel_member (person_id);

CREATE TABLE hook (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  channel_id TEXT NOT NULL REFERENCES channel (id),
  owner_id TEXT NOT NULL REFERENCES person (id),
  locked INTEGER NOT NULL,
  username TEXT,
  icon_url TEXT,
  icon_emoji TEXT,
  enabled INTEGER NOT NULL,
  home_device TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE local_state (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  channel_id TEXT NOT NULL REFERENCES channel (id),
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES person (id),
  text TEXT NOT NULL,
  username TEXT,
  hook_id TEXT REFERENCES hook (id),
  icon_url TEXT,
  icon_emoji TEXT,
  attachments TEXT,
  props TEXT,
  created_at INTEGER NOT NULL,
  edited_at INTEGER
) STRICT;

CREATE UNIQUE INDEX message_position ON message (channel_id, position);

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'guest')),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  hook_id TEXT NOT NULL,
  address_id TEXT,
  dialect TEXT,
  last_four TEXT NOT NULL,
  method TEXT NOT NULL,
  status INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  ignored TEXT,
  message_id TEXT,
  channel TEXT,
  size_bytes INTEGER NOT NULL,
  duration_ms REAL NOT NULL,
  remote TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  content_type TEXT NOT NULL,
  request_id TEXT NOT NULL,
  -- Requests that reached no hook share one row per shape, remote and hour.
  stray_key TEXT,
  count INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX verdict_hook ON verdict (hook_id);

CREATE UNIQUE INDEX verdict_stray ON verdict (stray_key) WHERE stray_key IS NOT NULL;

CREATE TABLE workspace (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
