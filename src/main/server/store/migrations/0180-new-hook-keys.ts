/** The newest keys of senders stand in the order in which they came, until there are enough of them to be put in their places together. */

export const newHookKeys = {
  number: 180,
  sql: `
-- Keys that hook_key does not have yet or has in an older form: a row for those that were committed at once. A later one counts.
CREATE TABLE hook_key_new (
  id INTEGER PRIMARY KEY,
  -- JSON: of each the columns of hook_key, in their order.
  entries TEXT NOT NULL
) STRICT;
`,
} as const
