/** An address of an outgoing webhook has a number that it keeps wherever in the list it stands: lanes and records go by it. */

export const numberedAddresses = {
  number: 210,
  sql: `
-- The number of each address, in the order of urls; JSON. None is given twice.
ALTER TABLE subscription_target ADD COLUMN address_numbers TEXT NOT NULL DEFAULT '[]';
-- So far it was the place in the list.
UPDATE subscription_target SET address_numbers = (SELECT json_group_array(key) FROM json_each(urls));
`,
} as const
