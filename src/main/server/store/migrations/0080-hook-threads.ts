/** Threads that a hook's sender names by a key of its own. */

export const hookThreads = {
  number: 80,
  sql: `
-- Projection.
CREATE TABLE hook_thread (
  hook_id TEXT NOT NULL REFERENCES hook (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  key TEXT NOT NULL,
  -- The message that opened it.
  root_id TEXT NOT NULL REFERENCES message (id),
  PRIMARY KEY (hook_id, channel_id, key)
) STRICT, WITHOUT ROWID;
`,
} as const
