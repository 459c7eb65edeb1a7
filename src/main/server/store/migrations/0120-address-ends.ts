/** An address may end by itself on a day that its owner chose, and be extended again; one that was replaced or removed may not. */

export const addressEnds = {
  number: 120,
  sql: `
ALTER TABLE address ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
-- Until now an address ended in no other way.
UPDATE address SET replaced = 1 WHERE expires_at IS NOT NULL;
CREATE INDEX address_ending ON address (expires_at) WHERE expires_at IS NOT NULL;
`,
} as const
