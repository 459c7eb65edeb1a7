/** Fewer pages are written with every post: what waits and what is over have an index each, so that the one for what waits stays small. */

export const leanerDeliveries = {
  number: 60,
  sql: `
DROP INDEX delivery_subscription;
DROP INDEX delivery_state;
CREATE INDEX delivery_waiting ON delivery (subscription_id, id) WHERE state IN ('queued', 'retrying', 'parked');
CREATE INDEX delivery_over ON delivery (subscription_id, id) WHERE state IN ('delivered', 'failed', 'dropped');
`,
} as const
