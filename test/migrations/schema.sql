-- application_id = 1212894286
-- user_version = 230

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
, warned_at INTEGER, replaced INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX address_ending ON address (expires_at) WHERE expires_at IS NOT NULL;

CREATE INDEX address_hook ON address (hook_id);

CREATE TABLE case_key (
  channel_id TEXT NOT NULL REFERENCES channel (id),
  external_id TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES message (id),
  message_id TEXT NOT NULL REFERENCES message (id), position INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channel_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_log (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL,
  position INTEGER,
  kind TEXT NOT NULL,
  author_device TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL
, log TEXT NOT NULL DEFAULT '', sealed INTEGER NOT NULL DEFAULT 0, ordered_at INTEGER) STRICT;

CREATE INDEX change_log_pending ON change_log (position) WHERE position >= 281474976710656;

CREATE UNIQUE INDEX change_log_place ON change_log (log, position);

CREATE TABLE channel (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('public', 'private', 'direct', 'group')),
  created_by TEXT NOT NULL REFERENCES person (id),
  created_at INTEGER NOT NULL,
  archived_at INTEGER
, hooks_allowed INTEGER NOT NULL DEFAULT 1, wanted_name TEXT NOT NULL DEFAULT '', named_at INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX channel_wanted ON channel (wanted_name);

CREATE TABLE channel_member (
  channel_id TEXT NOT NULL REFERENCES channel (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_member_person ON channel_member (person_id);

CREATE TABLE channel_preference (
  person_id TEXT NOT NULL REFERENCES person (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  favourite INTEGER NOT NULL,
  muted INTEGER NOT NULL,
  notify TEXT CHECK (notify IN ('all', 'mentions', 'none')),
  PRIMARY KEY (person_id, channel_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
  channel_id TEXT NOT NULL REFERENCES channel (id),
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  hosts TEXT NOT NULL,
  events TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, subscription_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX consent_subscription ON consent (subscription_id);

CREATE TABLE "delivery" (
  id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  url TEXT NOT NULL,
  -- The place of the address in the subscription's list.
  address INTEGER NOT NULL,
  -- Null for what somebody sends again: it waits for nothing.
  lane INTEGER REFERENCES delivery_lane (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  position INTEGER NOT NULL,
  change_id TEXT NOT NULL,
  message_id TEXT,
  event TEXT NOT NULL,
  trigger_word TEXT NOT NULL,
  hops INTEGER NOT NULL,
  -- SQLite makes a table of a list of more than two, at each row that is written.
  state TEXT NOT NULL CHECK (state = 'queued' OR state = 'retrying' OR state = 'parked' OR state = 'delivered' OR state = 'failed' OR state = 'dropped'),
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Set for the first of its lane and for parked ones; the others wait for it.
  due_at INTEGER,
  created_at INTEGER NOT NULL,
  -- Set for what is delivered, failed or dropped, and for nothing else.
  finished_at INTEGER,
  last_status INTEGER,
  last_problem TEXT,
  last_ms REAL,
  redelivery_of TEXT
) STRICT;

CREATE INDEX delivery_again ON delivery (redelivery_of) WHERE redelivery_of IS NOT NULL;

CREATE INDEX delivery_apart ON delivery (subscription_id, id) WHERE (state = 'parked' OR lane IS NULL AND finished_at IS NULL);

CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL;

CREATE INDEX delivery_next ON delivery (lane, position) WHERE state IN ('queued', 'retrying');

CREATE INDEX delivery_over ON delivery (subscription_id, id) WHERE finished_at IS NOT NULL;

CREATE INDEX delivery_told ON delivery (message_id) WHERE attempts > 0 AND message_id IS NOT NULL;

CREATE TABLE "delivery_attempt" (
  delivery_id TEXT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  duration_ms REAL NOT NULL,
  status INTEGER,
  problem TEXT,
  request TEXT NOT NULL,
  response TEXT NOT NULL,
  UNIQUE (delivery_id, number)
) STRICT;

CREATE TABLE delivery_lane (
  id INTEGER PRIMARY KEY,
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  address INTEGER NOT NULL,
  channel_id TEXT NOT NULL REFERENCES channel (id),
  UNIQUE (subscription_id, address, channel_id)
) STRICT;

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

CREATE TABLE device_seen (
  device_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL
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

CREATE TABLE dropped_record (
  log TEXT NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  device TEXT NOT NULL,
  at INTEGER NOT NULL,
  sealed INTEGER NOT NULL,
  PRIMARY KEY (log, id)
) STRICT, WITHOUT ROWID;

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
, rules TEXT NOT NULL DEFAULT '{}', paused_reason TEXT) STRICT;

CREATE TABLE hook_case (
  -- The message that opened it.
  id TEXT PRIMARY KEY REFERENCES message (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  external_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  opened_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  -- Of the last change to it: orders lists.
  position INTEGER NOT NULL,
  updates INTEGER NOT NULL,
  closed_by TEXT REFERENCES person (id)
) STRICT;

CREATE INDEX hook_case_list ON hook_case (channel_id, position);

CREATE INDEX hook_case_state ON hook_case (channel_id, state, position);

CREATE TABLE hook_delivery_seen (
  id INTEGER PRIMARY KEY,
  hook_id TEXT NOT NULL,
  -- Of the last of them.
  at INTEGER NOT NULL,
  -- One behind the other, of each the first 16 bytes of SHA-256 of hook, name's kind and name.
  keys BLOB NOT NULL,
  -- JSON: in the same order, what was posted (its SHA-256 in hex), when, as which request, and what was answered.
  requests TEXT NOT NULL
) STRICT;

CREATE INDEX hook_delivery_seen_hook ON hook_delivery_seen (hook_id, id);

CREATE TABLE hook_health (
  hook_id TEXT PRIMARY KEY,
  accepted_at INTEGER,
  refused_at INTEGER,
  refused_reason TEXT,
  refused_verdict INTEGER,
  -- The first refusal since the last success that its sender or the hook itself caused, and how many there were.
  failing_since INTEGER,
  failures INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE hook_hour (
  hook_id TEXT NOT NULL,
  -- Hours since the epoch.
  hour INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  PRIMARY KEY (hook_id, hour)
) STRICT, WITHOUT ROWID;

CREATE INDEX hook_hour_hour ON hook_hour (hour);

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

CREATE TABLE hook_key_new (
  id INTEGER PRIMARY KEY,
  -- JSON: of each the columns of hook_key, in their order.
  entries TEXT NOT NULL
) STRICT;

CREATE TABLE hook_mentions (
  hook_id TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hook_mute (
  person_id TEXT NOT NULL,
  hook_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (person_id, hook_id)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX hook_queue_hook ON hook_queue (hook_id, id, size_bytes);

CREATE TABLE hook_queue_file (
  queue_id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (queue_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX hook_queue_file_content ON hook_queue_file (sha256);

CREATE TABLE hook_secret (
  hook_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  secret TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  last_used_at INTEGER,
  PRIMARY KEY (hook_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE hook_signed_seen (
  hook_id TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  number INTEGER NOT NULL,
  contents TEXT NOT NULL,
  PRIMARY KEY (hook_id, signed_at, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE hook_thread (
  hook_id TEXT NOT NULL REFERENCES hook (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  key TEXT NOT NULL,
  -- The message that opened it.
  root_id TEXT NOT NULL REFERENCES message (id),
  PRIMARY KEY (hook_id, channel_id, key)
) STRICT, WITHOUT ROWID;

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
, thread_root_id TEXT REFERENCES message (id), deleted_at INTEGER, edits TEXT, pinned_at INTEGER, priority TEXT, silent INTEGER NOT NULL DEFAULT 0, mentions TEXT, owner_picture INTEGER NOT NULL DEFAULT 0, case_id TEXT REFERENCES message (id), subscription_id TEXT REFERENCES subscription (id), sealed INTEGER NOT NULL DEFAULT 0, named TEXT, edits_gone INTEGER NOT NULL DEFAULT 0, repeats INTEGER, repeated_at INTEGER, test INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX message_by_hook ON message (channel_id, hook_id, position) WHERE thread_root_id IS NULL AND deleted_at IS NULL AND silent = 0 AND type <> 'system';

CREATE INDEX message_case ON message (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX message_pinned ON message (channel_id, pinned_at) WHERE pinned_at IS NOT NULL;

CREATE INDEX message_reply ON message (channel_id, position) WHERE thread_root_id IS NOT NULL;

CREATE INDEX message_root ON message (channel_id, position) WHERE thread_root_id IS NULL;

CREATE INDEX message_thread ON message (thread_root_id, position) WHERE thread_root_id IS NOT NULL;

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
, sealed TEXT) STRICT;

CREATE INDEX message_file_channel ON message_file (channel_id, position, ordinal);

CREATE INDEX message_file_content ON message_file (sha256);

CREATE INDEX message_file_message ON message_file (message_id);

CREATE INDEX message_file_thumbnail ON message_file (thumbnail_sha256) WHERE thumbnail_sha256 IS NOT NULL;

CREATE VIRTUAL TABLE message_fts USING fts5 (body, attached, names, facets, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'ascii');

CREATE TABLE message_repeat (
  message_id TEXT NOT NULL,
  -- From 2.
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  PRIMARY KEY (message_id, number)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE message_word USING fts5vocab (message_fts, instance);

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

CREATE INDEX notice_message ON notice (message_id);

CREATE INDEX notice_person ON notice (person_id, id);

CREATE INDEX notice_thread ON notice (thread_root_id, person_id, position) WHERE thread_root_id IS NOT NULL;

CREATE TABLE numbered_message (
  number INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  hook_id TEXT NOT NULL,
  -- As JSON; null for what was sent in another format.
  source TEXT
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'guest')),
  created_at INTEGER NOT NULL
, title TEXT NOT NULL DEFAULT '', status TEXT, time_zone TEXT, picture TEXT, wanted_name TEXT NOT NULL DEFAULT '', named_at INTEGER NOT NULL DEFAULT 0, removed_at INTEGER) STRICT;

CREATE INDEX person_wanted ON person (wanted_name);

CREATE TABLE preference (
  person_id TEXT NOT NULL REFERENCES person (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE reaction (
  message_id TEXT NOT NULL REFERENCES message (id),
  emoji TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  -- The change's: reactions stand in the order in which they came.
  position INTEGER NOT NULL,
  PRIMARY KEY (message_id, emoji, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_mark (
  person_id TEXT NOT NULL REFERENCES person (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  position INTEGER NOT NULL, pending INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (person_id, channel_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX read_mark_channel ON read_mark (channel_id, position);

CREATE TABLE refused_change (
  id TEXT PRIMARY KEY,
  person_id TEXT,
  message_id TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX refused_change_message ON refused_change (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE relay_cursor (
  log TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE repeated_message (
  message_id TEXT PRIMARY KEY,
  channel_id TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  told INTEGER NOT NULL,
  told_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX repeated_message_untold ON repeated_message (message_id) WHERE count > told;

CREATE TABLE role_span (
  person_id TEXT NOT NULL REFERENCES person (id),
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_message (
  id INTEGER PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  message_id TEXT NOT NULL REFERENCES message (id),
  saved_at INTEGER NOT NULL
) STRICT;

CREATE INDEX saved_message_message ON saved_message (message_id);

CREATE INDEX saved_message_newest ON saved_message (person_id, id);

CREATE UNIQUE INDEX saved_message_person ON saved_message (person_id, message_id);

CREATE TABLE search_day (
  day INTEGER PRIMARY KEY,
  first_row INTEGER NOT NULL,
  last_row INTEGER NOT NULL
) STRICT;

CREATE TABLE search_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  above INTEGER NOT NULL,
  below INTEGER NOT NULL
) STRICT;

CREATE TABLE search_todo (
  row INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  owner_id TEXT NOT NULL REFERENCES person (id),
  -- Empty: every public channel that the owner is in.
  channel_ids TEXT NOT NULL,
  trigger TEXT NOT NULL,
  events TEXT NOT NULL,
  from_whom TEXT NOT NULL CHECK (from_whom IN ('people', 'everybody')),
  hosts TEXT NOT NULL,
  format TEXT NOT NULL,
  signature TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  home_device TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE subscription_target (
  subscription_id TEXT PRIMARY KEY REFERENCES subscription (id),
  urls TEXT NOT NULL,
  headers TEXT NOT NULL,
  allow TEXT NOT NULL,
  policy TEXT NOT NULL CHECK (policy IN ('retry', 'once')),
  strict_order INTEGER NOT NULL,
  receiver TEXT,
  username TEXT,
  icon_url TEXT,
  token TEXT NOT NULL,
  secret TEXT NOT NULL,
  -- Signs too until then, after the secret was changed.
  old_secret TEXT,
  old_secret_until INTEGER,
  -- Why nothing is sent.
  paused TEXT,
  -- Since when every attempt failed.
  failing_since INTEGER
, address_numbers TEXT NOT NULL DEFAULT '[]', failing_days INTEGER NOT NULL DEFAULT 0, failing_day_at INTEGER) STRICT;

CREATE TABLE thread (
  root_id TEXT PRIMARY KEY REFERENCES message (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  reply_count INTEGER NOT NULL,
  last_position INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  -- Ids of up to three people who replied last, as JSON.
  people TEXT NOT NULL
) STRICT;

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

CREATE INDEX thread_follow_recent ON thread_follow (person_id, last_at) WHERE following = 1;

CREATE INDEX thread_follow_root ON thread_follow (root_id);

CREATE INDEX thread_follow_unread ON thread_follow (person_id) WHERE unread = 1;

CREATE TABLE token (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  scope TEXT NOT NULL CHECK (scope IN ('hooks')),
  label TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  last_four TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  last_used_at INTEGER
) STRICT;

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
  sealed INTEGER NOT NULL DEFAULT 0, redacts TEXT,
  PRIMARY KEY (log, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX unopened_ready ON unopened (log, position) WHERE change IS NOT NULL;

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

CREATE INDEX upload_content ON upload (sha256) WHERE sha256 IS NOT NULL;

CREATE INDEX upload_created ON upload (created_at);

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
, signature TEXT, sender_key TEXT, replay_of INTEGER, source TEXT, request TEXT) STRICT;

CREATE INDEX verdict_hook ON verdict (hook_id);

CREATE UNIQUE INDEX verdict_stray ON verdict (stray_key) WHERE stray_key IS NOT NULL;

CREATE TABLE workspace (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
