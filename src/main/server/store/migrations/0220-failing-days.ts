/** On how many days a receiver failed: a computer that slept for a week has not tried for a week. */

export const failingDays = {
  number: 220,
  sql: `
-- Of those since failing_since, the days on which an attempt failed, and when the last of them began.
ALTER TABLE subscription_target ADD COLUMN failing_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription_target ADD COLUMN failing_day_at INTEGER;
UPDATE subscription_target SET failing_days = 1, failing_day_at = failing_since WHERE failing_since IS NOT NULL;
`,
} as const
