/** How a hook's requests fared, by the hour, and since when it only fails; of this device alone. */

export const hookHealth = {
  number: 130,
  sql: `
CREATE TABLE hook_hour (
  hook_id TEXT NOT NULL,
  -- Hours since the epoch.
  hour INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  PRIMARY KEY (hook_id, hour)
) STRICT, WITHOUT ROWID;
CREATE INDEX hook_hour_hour ON hook_hour (hour);
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
`,
} as const
