/** The full-text index: what is to be indexed, indexing it, and reading it. */
import type { Tx } from './connection.ts'

/**
 * To be called in the write that changes something about a stored message that people search by: its text, deletion, pin,
 * reactions, who saved it. The index follows within a second.
 */
export function markForIndexing(tx: Tx, messageRow: number): void {
  tx.run('INSERT INTO search_todo (row) VALUES (?) ON CONFLICT DO NOTHING', messageRow)
}
