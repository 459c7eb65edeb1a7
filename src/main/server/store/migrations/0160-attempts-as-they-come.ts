/** Fewer pages are written with every delivery: attempts, the largest of what is kept of it, stand one behind the other as they come, and not among those of their neighbours. */

export const attemptsAsTheyCome = {
  number: 160,
  sql: `
CREATE TABLE new_attempt (
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
INSERT INTO new_attempt SELECT * FROM delivery_attempt ORDER BY delivery_id, number;
DROP TABLE delivery_attempt;
ALTER TABLE new_attempt RENAME TO delivery_attempt;
`,
} as const
