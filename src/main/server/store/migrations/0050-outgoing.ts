/** Outgoing webhooks: what listens to channels, who agreed to that, and every delivery with its attempts. */

export const outgoing = {
  number: 50,
  sql: `
-- Projection. What all may know; lists are JSON.
CREATE TABLE subscription (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  owner_id TEXT NOT NULL REFERENCES person (id),
  -- Empty: every public channel that the owner is in.
  channel_ids TEXT NOT NULL,
  trigger TEXT NOT NULL,
  events TEXT NOT NULL,
  from_whom TEXT NOT NULL CHECK (from_whom IN ('people', 'everybody')),
  hosts TEXT NOT NULL,
  format TEXT NOT NULL,
  signature TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  home_device TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE TABLE consent (
  channel_id TEXT NOT NULL REFERENCES channel (id),
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  hosts TEXT NOT NULL,
  events TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, subscription_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_subscription ON consent (subscription_id);
ALTER TABLE message ADD COLUMN subscription_id TEXT REFERENCES subscription (id);

-- The home device alone.
CREATE TABLE subscription_target (
  subscription_id TEXT PRIMARY KEY REFERENCES subscription (id),
  urls TEXT NOT NULL,
  headers TEXT NOT NULL,
  allow TEXT NOT NULL,
  policy TEXT NOT NULL CHECK (policy IN ('retry', 'once')),
  strict_order INTEGER NOT NULL,
  receiver TEXT,
  username TEXT,
  icon_url TEXT,
  token TEXT NOT NULL,
  secret TEXT NOT NULL,
  -- Signs too until then, after the secret was changed.
  old_secret TEXT,
  old_secret_until INTEGER,
  -- Why nothing is sent.
  paused TEXT,
  -- Since when every attempt failed.
  failing_since INTEGER
) STRICT;
CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  url TEXT NOT NULL,
  -- Subscription, address and channel: what goes out in order.
  lane TEXT NOT NULL,
  channel_id TEXT NOT NULL REFERENCES channel (id),
  position INTEGER NOT NULL,
  change_id TEXT NOT NULL,
  message_id TEXT,
  event TEXT NOT NULL,
  trigger_word TEXT NOT NULL,
  hops INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'retrying', 'parked', 'delivered', 'failed', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Set for the first of its lane and for parked ones; the others wait for it.
  due_at INTEGER,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  last_status INTEGER,
  last_problem TEXT,
  last_ms REAL,
  redelivery_of TEXT
) STRICT;
CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_lane ON delivery (lane, position) WHERE state IN ('queued', 'retrying');
CREATE INDEX delivery_subscription ON delivery (subscription_id, id);
CREATE INDEX delivery_state ON delivery (subscription_id, state, id);
CREATE INDEX delivery_again ON delivery (redelivery_of) WHERE redelivery_of IS NOT NULL;
CREATE INDEX delivery_finished ON delivery (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE delivery_attempt (
  delivery_id TEXT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  duration_ms REAL NOT NULL,
  status INTEGER,
  problem TEXT,
  request TEXT NOT NULL,
  response TEXT NOT NULL,
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;
`,
} as const
