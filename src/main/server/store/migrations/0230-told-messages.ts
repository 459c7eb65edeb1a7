/** Deliveries are found by the message that they told of: when it is deleted, its words go from the record of what was sent, too. */

export const toldMessages = {
  number: 230,
  sql: `
-- Of what was sent at least once: putting a delivery into the queue writes nothing here.
CREATE INDEX delivery_told ON delivery (message_id) WHERE attempts > 0 AND message_id IS NOT NULL;
-- Of what was deleted before this.
UPDATE delivery_attempt SET request = '', response = ''
  WHERE delivery_id IN (SELECT d.id FROM delivery d JOIN message m ON m.id = d.message_id WHERE d.attempts > 0 AND d.event <> 'deleted' AND m.deleted_at IS NOT NULL);
`,
} as const
