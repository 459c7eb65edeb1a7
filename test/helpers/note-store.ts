/** A store of one table to try the one door for writes on, and functions that write, throw or do both. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { openConnection, type Tx } from '#server/store/connection.ts'
import { createWriter } from '#server/store/write.ts'
import { quickFolder } from './quick-folder.ts'

const folders: string[] = []
/** What is undone after each test, last first. */
export const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export function makeFolder(): string {
  const folder = mkdtempSync(join(quickFolder(), 'hookline-write-'))
  folders.push(folder)
  return folder
}

/**
 * A writer on a file with one table. `journal` tells what happened in order: statements that begin or end a transaction, and events. To the
 * writer nothing takes long but what is spent with `spend`.
 */
export function openStore(folder = makeFolder()) {
  let spentMs = 0
  const journal: string[] = []
  const path = join(folder, 'test.db')
  const connection = openConnection({ path, trace: (sql) => void (/^(BEGIN|COMMIT|ROLLBACK)/.test(sql) && journal.push(sql)) })
  connection.db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, filler BLOB) STRICT')
  const writer = createWriter(connection, ({ event }) => void journal.push(`event ${textOf(event)}`), { stopwatch: () => spentMs })
  ends.push(() => connection.close())
  const texts = () => connection.all<{ text: string }>('SELECT text FROM note ORDER BY id').map(({ text }) => text)
  return { path, connection, writer, journal, texts, spend: (ms: number) => void (spentMs += ms) }
}

export function eventOf(text: string): AppEvent {
  return { name: 'channel.archived', data: { channelId: text } } as unknown as AppEvent
}
export function textOf(event: AppEvent): string {
  return event.name === 'channel.archived' ? event.data.channelId : event.name
}

/** Stores a text and announces it. */
export function note(text: string) {
  return (tx: Tx): string => {
    tx.run('INSERT INTO note (text) VALUES (?)', text)
    tx.emit(eventOf(text), 'everyone')
    return text
  }
}
export function throwing(text: string) {
  return (tx: Tx): string => {
    tx.emit(eventOf(text), 'everyone')
    throw new Error(text)
  }
}
export function noteThenThrow(text: string) {
  return (tx: Tx): string => {
    note(text)(tx)
    throw new Error(text)
  }
}
/** Stores a text with this much beside it. */
export function large(text: string, sizeBytes: number) {
  return (tx: Tx): string => {
    tx.run('INSERT INTO note (text, filler) VALUES (?, zeroblob(?))', text, sizeBytes)
    return text
  }
}

/** What became of each promise: its value, or the code or message of its error. */
export async function outcomes(promises: Promise<unknown>[]): Promise<unknown[]> {
  return (await Promise.allSettled(promises)).map((one) => (one.status === 'fulfilled' ? one.value : { error: codeOf(one.reason) }))
}
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? String(error.code) : error.message
}
