/** Less is written with every post and delivery: lanes are numbers, and no condition of an index or a check makes a table of its own. */

export const numberedLanes = {
  number: 70,
  sql: `
DROP INDEX delivery_lane;
-- What goes out in order: by subscription, address (its place in the subscription's list) and channel.
CREATE TABLE delivery_lane (
  id INTEGER PRIMARY KEY,
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  address INTEGER NOT NULL,
  channel_id TEXT NOT NULL REFERENCES channel (id),
  UNIQUE (subscription_id, address, channel_id)
) STRICT;
-- The name of a lane was these three, joined by lines; what was sent again had its own id behind them.
INSERT INTO delivery_lane (subscription_id, address, channel_id)
  SELECT DISTINCT subscription_id, CAST(substr(lane, length(subscription_id) + 2) AS INTEGER), channel_id FROM delivery WHERE redelivery_of IS NULL;

CREATE TABLE new_delivery (
  id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL REFERENCES subscription (id),
  url TEXT NOT NULL,
  -- The place of the address in the subscription's list.
  address INTEGER NOT NULL,
  -- Null for what somebody sends again: it waits for nothing.
  lane INTEGER REFERENCES delivery_lane (id),
  channel_id TEXT NOT NULL REFERENCES channel (id),
  position INTEGER NOT NULL,
  change_id TEXT NOT NULL,
  message_id TEXT,
  event TEXT NOT NULL,
  trigger_word TEXT NOT NULL,
  hops INTEGER NOT NULL,
  -- SQLite makes a table of a list of more than two, at each row that is written.
  state TEXT NOT NULL CHECK (state = 'queued' OR state = 'retrying' OR state = 'parked' OR state = 'delivered' OR state = 'failed' OR state = 'dropped'),
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Set for the first of its lane and for parked ones; the others wait for it.
  due_at INTEGER,
  created_at INTEGER NOT NULL,
  -- Set for what is delivered, failed or dropped, and for nothing else.
  finished_at INTEGER,
  last_status INTEGER,
  last_problem TEXT,
  last_ms REAL,
  redelivery_of TEXT
) STRICT;
INSERT INTO new_delivery
  SELECT d.id, d.subscription_id, d.url, CAST(substr(d.lane, length(d.subscription_id) + 2) AS INTEGER),
    (SELECT l.id FROM delivery_lane l WHERE d.redelivery_of IS NULL AND l.subscription_id = d.subscription_id
      AND l.address = CAST(substr(d.lane, length(d.subscription_id) + 2) AS INTEGER) AND l.channel_id = d.channel_id),
    d.channel_id, d.position, d.change_id, d.message_id, d.event, d.trigger_word, d.hops, d.state, d.attempts, d.due_at, d.created_at,
    CASE WHEN d.state IN ('delivered', 'failed', 'dropped') THEN coalesce(d.finished_at, d.created_at) END,
    d.last_status, d.last_problem, d.last_ms, d.redelivery_of
  FROM delivery d ORDER BY d.rowid;
CREATE TABLE new_attempt (
  delivery_id TEXT NOT NULL REFERENCES new_delivery (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  duration_ms REAL NOT NULL,
  status INTEGER,
  problem TEXT,
  request TEXT NOT NULL,
  response TEXT NOT NULL,
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO new_attempt SELECT * FROM delivery_attempt;
-- The attempts first: without a delivery they would be deleted.
DROP TABLE delivery_attempt;
DROP TABLE delivery;
ALTER TABLE new_delivery RENAME TO delivery;
ALTER TABLE new_attempt RENAME TO delivery_attempt;

CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_next ON delivery (lane, position) WHERE state IN ('queued', 'retrying');
CREATE INDEX delivery_waiting ON delivery (subscription_id, id) WHERE finished_at IS NULL;
CREATE INDEX delivery_over ON delivery (subscription_id, id) WHERE finished_at IS NOT NULL;
CREATE INDEX delivery_again ON delivery (redelivery_of) WHERE redelivery_of IS NOT NULL;
`,
} as const
