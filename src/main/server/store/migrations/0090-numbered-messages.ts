/** What came through an address whose senders fetch, change and delete their messages: by number, with what they wrote. Of this device. */

export const numberedMessages = {
  number: 90,
  sql: `
CREATE TABLE numbered_message (
  number INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  hook_id TEXT NOT NULL,
  -- As JSON; null for what was sent in another format.
  source TEXT
) STRICT;
`,
} as const
