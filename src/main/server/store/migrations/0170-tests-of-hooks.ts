/** Trials of a hook are told apart from what its tools send: their message, and their request. */

export const testsOfHooks = {
  number: 170,
  sql: `
-- Somebody tried the hook with it.
ALTER TABLE message ADD COLUMN test INTEGER NOT NULL DEFAULT 0;
-- This device alone: 'test' for a trial; null for what a tool sent.
ALTER TABLE verdict ADD COLUMN source TEXT;
`,
} as const
