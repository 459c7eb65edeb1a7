/** What hooks may say besides words: priority, silence, whom they tell, cases; and tokens for programs that manage hooks. */

export const hookPosts = {
  number: 40,
  sql: `
ALTER TABLE message ADD COLUMN priority TEXT;
ALTER TABLE message ADD COLUMN silent INTEGER NOT NULL DEFAULT 0;
-- Null for all.
ALTER TABLE message ADD COLUMN mentions TEXT;
ALTER TABLE message ADD COLUMN owner_picture INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN case_id TEXT REFERENCES message (id);
-- Who has read all has read what comes silently.
CREATE INDEX read_mark_channel ON read_mark (channel_id, position);

-- Projection.
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
-- Every id under which a hook reported something to a channel: the case's own and those of its updates.
CREATE TABLE case_key (
  channel_id TEXT NOT NULL REFERENCES channel (id),
  external_id TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES message (id),
  message_id TEXT NOT NULL REFERENCES message (id),
  PRIMARY KEY (channel_id, external_id)
) STRICT, WITHOUT ROWID;

-- This device alone.
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
`,
} as const
