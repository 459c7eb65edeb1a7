/** What the relay dropped of a deleted message, for whoever comes later: what answers it waits for the deletion that names it. */

export const droppedRecords = {
  number: 200,
  sql: `
-- Of a deletion that waits: the id of the record whose content the relay dropped for it.
ALTER TABLE unopened ADD COLUMN redacts TEXT;
-- Records that came without their content, until a deletion says which messages they were.
CREATE TABLE dropped_record (
  log TEXT NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  device TEXT NOT NULL,
  at INTEGER NOT NULL,
  sealed INTEGER NOT NULL,
  PRIMARY KEY (log, id)
) STRICT, WITHOUT ROWID;
`,
} as const
