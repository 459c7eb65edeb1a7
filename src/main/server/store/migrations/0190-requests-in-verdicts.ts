/** What a request carried stands in the row of its verdict: one row to write and to drop for each request in place of two. */

export const requestsInVerdicts = {
  number: 190,
  sql: `
-- JSON of what is kept of it, without secrets; null where nothing is.
ALTER TABLE verdict ADD COLUMN request TEXT;
UPDATE verdict SET request = (
  SELECT json_object('headers', json(r.headers), 'query', json(r.query), 'bodyKind', r.body_kind, 'body', r.body, 'bodyChars', r.body_chars,
    'masked', json(iif(r.masked = 1, 'true', 'false')), 'readMs', r.read_ms, 'decodedMs', r.decoded_ms)
  FROM verdict_request r WHERE r.verdict_id = verdict.id
) WHERE id IN (SELECT verdict_id FROM verdict_request);
DROP TABLE verdict_request;
`,
} as const
