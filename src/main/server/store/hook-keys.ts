/** The tables of keys that senders give their posts: which message each stands for. Of this device alone, as the addresses are. */
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { Tx } from './connection.ts'
import { gather, gathered } from './gather.ts'

export interface HookKey {
  readonly hookId: HookId
  /** The same key in two channels stands for a message in each. */
  readonly channelId: ChannelId
  readonly key: string
}

export interface KeyedMessage {
  /** It may be deleted by now. */
  readonly messageId: MessageId
  /** 1 when what it reported is over. */
  readonly ended: number
}

/** Entries that are put in their places together (decision 0031). A start reads fewer than this and one batch. */
const foldedAt = 512

/** As it is stored. */
type Entry = readonly [hookId: HookId, channelId: ChannelId, key: string, messageId: MessageId, at: number, ended: number]

/** To be called inside the write that posts. */
export function findHookKey(tx: Tx, at: HookKey): KeyedMessage | undefined {
  const entry = newestOf(tx).entries.get(nameOf(at))
  if (entry) return { messageId: entry[3], ended: entry[5] }
  const sql = 'SELECT message_id AS messageId, ended FROM hook_key WHERE hook_id = CAST(? AS TEXT) AND channel_id = CAST(? AS TEXT) AND key = CAST(? AS TEXT)'
  return tx.get<KeyedMessage>(sql, at.hookId, at.channelId, at.key)
}

/** To be called by a function that wrote something before. */
export function setHookKey(tx: Tx, at: HookKey, { messageId, ended }: KeyedMessage, now: number): void {
  const entry: Entry = [at.hookId, at.channelId, at.key, messageId, now, ended]
  note(newestOf(tx), entry)
  gather(tx, table, (): Entry[] => [], writeBatch).push(entry)
}

export function deleteHookKeysOf(tx: Tx, hookId: string): void {
  fold(tx)
  tx.run('DELETE FROM hook_key WHERE hook_id = ?', hookId)
}

const table = 'hook_key_new'

/** What hook_key does not say, or in an older form. */
interface Newest {
  readonly entries: Map<string, Entry>
  /** How many there were, those that a later one replaced too. */
  count: number
}

/** Ids have no spaces. */
const nameOf = ({ hookId, channelId, key }: HookKey): string => `${hookId} ${channelId} ${key}`

function note(newest: Newest, entry: Entry): void {
  newest.entries.set(nameOf({ hookId: entry[0], channelId: entry[1], key: entry[2] }), entry)
  newest.count += 1
}

function writeBatch(tx: Tx, batch: Entry[]): void {
  if (batch.length === 0) return
  if (newestOf(tx).count >= foldedAt) fold(tx)
  else tx.run('INSERT INTO hook_key_new (entries) VALUES (?)', JSON.stringify(batch))
}

/** In the order of their places, so that neighbours share a page. */
function fold(tx: Tx): void {
  const newest = newestOf(tx)
  for (const name of [...newest.entries.keys()].sort()) {
    tx.run(
      `INSERT INTO hook_key (hook_id, channel_id, key, message_id, at, ended) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (hook_id, channel_id, key) DO UPDATE SET message_id = excluded.message_id, at = excluded.at, ended = excluded.ended`,
      ...newest.entries.get(name)!,
    )
  }
  tx.run('DELETE FROM hook_key_new')
  gathered<Entry[]>(tx, table)?.splice(0)
  newest.entries.clear()
  newest.count = 0
}

/** With what the batch gathered; read again after a start and after a rollback. */
function newestOf(tx: Tx): Newest {
  const known = tx.cache.get(table) as Newest | undefined
  if (known) return known
  const newest: Newest = { entries: new Map(), count: 0 }
  for (const { entries } of tx.all<{ entries: string }>('SELECT entries FROM hook_key_new ORDER BY id')) for (const entry of JSON.parse(entries) as Entry[]) note(newest, entry)
  for (const entry of gathered<Entry[]>(tx, table) ?? []) note(newest, entry)
  tx.cache.set(table, newest)
  return newest
}
