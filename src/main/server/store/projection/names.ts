/** Who bears a name that two devices gave at the same time: the first; the other one gets an addition until it is free. */
import type { Tx } from '../connection.ts'

interface Bearer {
  id: string
  name: string
}

/** Those who want one name, whoever has the best claim first. A public channel's name is known to all, so it comes before a closed one's. */
const bearers = {
  person: 'SELECT id, username AS name FROM person WHERE wanted_name = ? ORDER BY named_at, id',
  channel: "SELECT id, name FROM channel WHERE wanted_name = ? ORDER BY type <> 'public', named_at, id",
} as const
const taken = {
  person: 'SELECT 1 FROM person WHERE username = ? AND id <> ?',
  channel: 'SELECT 1 FROM channel WHERE name = ? AND id <> ?',
} as const
const rename = {
  person: 'UPDATE person SET username = ? WHERE id = ?',
  channel: 'UPDATE channel SET name = ? WHERE id = ?',
} as const

/** Follows from who wants the name and since when, not from the order in which this device learned it. */
export function settleName(tx: Tx, table: keyof typeof bearers, wanted: string): void {
  const [first, ...others] = tx.all<Bearer>(bearers[table], wanted)
  if (!first || (others.length === 0 && first.name === wanted)) return
  for (const other of others) give(tx, table, other, `${wanted.slice(0, LONGEST)}-${tail(other.id)}`)
  give(tx, table, first, wanted)
}

/** A name of 64 characters with an addition. */
const LONGEST = 51
const tail = (id: string): string => id.slice(-12)

/** Somebody may want just the name that another one got an addition for: then this one gets more of it. */
function give(tx: Tx, table: keyof typeof bearers, { id, name }: Bearer, wanted: string): void {
  let free = wanted
  while (tx.get(taken[table], free, id)) free = `${free}-${tail(id)}`
  if (free !== name) tx.run(rename[table], free, id)
}
