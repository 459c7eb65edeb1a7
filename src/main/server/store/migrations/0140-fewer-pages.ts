/** Fewer pages are written with every post: its deliveries stand in one small index of what waits, and the one by subscription is for the few outside of a lane. */

export const fewerPages = {
  number: 140,
  sql: `
DROP INDEX delivery_waiting;
DROP INDEX delivery_next;
-- Where positions are the same the row decides, which stands in every entry anyway.
CREATE INDEX delivery_next ON delivery (lane, position) WHERE state IN ('queued', 'retrying');
CREATE INDEX delivery_apart ON delivery (subscription_id, id) WHERE (state = 'parked' OR lane IS NULL AND finished_at IS NULL);
`,
} as const
