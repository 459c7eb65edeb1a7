/** Full-text search: what is indexed, how far, and what has to be indexed again. All of it follows from the messages and is this device's own. */

export const search = {
  number: 30,
  sql: `
-- One row per message, by message.row. Its texts are stored folded (shared/core/fold-text.ts), so the tokenizer only cuts at spaces.
-- facets holds words for who, where and what kind, so that "in a small channel" or "of somebody rare" never reads a common word's whole list.
CREATE VIRTUAL TABLE message_fts USING fts5 (body, attached, names, facets, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'ascii');
-- Pieces are put together by search-index.ts in small steps, not within a commit that somebody waits for.
INSERT INTO message_fts (message_fts, rank) VALUES ('automerge', 0);
-- The words that occur, in order: how the beginning of a word is completed.
CREATE VIRTUAL TABLE message_word USING fts5vocab (message_fts, instance);
-- Rows above "above" are new and not indexed yet; rows up to "below" are history from before this table, indexed downwards.
CREATE TABLE search_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  above INTEGER NOT NULL,
  below INTEGER NOT NULL
) STRICT;
INSERT INTO search_mark (id, above, below) SELECT 1, coalesce(max(row), 0), coalesce(max(row), 0) FROM message;
-- Indexed messages that changed since.
CREATE TABLE search_todo (
  row INTEGER PRIMARY KEY
) STRICT;
-- The rows of one UTC day lie between these two; other days may lie there too.
CREATE TABLE search_day (
  day INTEGER PRIMARY KEY,
  first_row INTEGER NOT NULL,
  last_row INTEGER NOT NULL
) STRICT;
`,
} as const
