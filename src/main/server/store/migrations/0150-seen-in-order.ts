/** What was seen before stands in the order in which it came, so that a flood of posts adds to one page and not to one for each; the look-up is in memory. */

export const seenInOrder = {
  number: 150,
  sql: `
CREATE TABLE delivery_seen_before AS SELECT * FROM hook_delivery_seen;
DROP TABLE hook_delivery_seen;
-- Requests that their senders named, so that a repeat gets the same answer: a row for those of one hook that were committed at once.
CREATE TABLE hook_delivery_seen (
  id INTEGER PRIMARY KEY,
  hook_id TEXT NOT NULL,
  -- Of the last of them.
  at INTEGER NOT NULL,
  -- One behind the other, of each the first 16 bytes of SHA-256 of hook, name's kind and name.
  keys BLOB NOT NULL,
  -- JSON: in the same order, what was posted (its SHA-256 in hex), when, as which request, and what was answered.
  requests TEXT NOT NULL
) STRICT;
CREATE INDEX hook_delivery_seen_hook ON hook_delivery_seen (hook_id, id);
INSERT INTO hook_delivery_seen (id, hook_id, at, keys, requests)
  SELECT id, hook_id, at, key, json_array(json_object('at', at, 'bodyHash', body_hex, 'dialect', dialect, 'requestId', request_id, 'messageId', message_id, 'answer', answer))
  FROM (SELECT *, lower(hex(body_hash)) AS body_hex FROM delivery_seen_before) ORDER BY id;
DROP TABLE delivery_seen_before;

CREATE TABLE signed_seen_before AS SELECT * FROM hook_signed_seen;
DROP TABLE hook_signed_seen;
-- Requests that were signed with their time and posted, until their signature is too old: none posts twice. Those of one moment in the order in which
-- they came, as many in a row as were committed at once: hashes of what was signed, with spaces between.
CREATE TABLE hook_signed_seen (
  hook_id TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  number INTEGER NOT NULL,
  contents TEXT NOT NULL,
  PRIMARY KEY (hook_id, signed_at, number)
) STRICT, WITHOUT ROWID;
INSERT INTO hook_signed_seen (hook_id, signed_at, number, contents)
  SELECT hook_id, signed_at, row_number() OVER (PARTITION BY hook_id, signed_at ORDER BY content) - 1, content FROM signed_seen_before;
DROP TABLE signed_seen_before;
`,
} as const
