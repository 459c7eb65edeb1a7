import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Unsent } from './outbox.ts'
import { readOutbox, writeOutbox } from './outbox-storage.ts'

const entry = (number: number): Unsent => ({
  id: `01976f00-0000-7000-8000-00000000000${number}` as Unsent['id'],
  channelId: 'c',
  text: `text ${number}`,
  threadRootId: null,
  files: [],
  isAction: false,
  createdAt: number,
  problem: null,
})
const ids = (...entries: Unsent[]): ReadonlySet<string> => new Set(entries.map(({ id }) => id))
let stored: Map<string, string>

beforeEach(() => {
  stored = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  })
})
afterEach(() => vi.unstubAllGlobals())

test('what is written is read again, by the same person of the same workspace only', () => {
  writeOutbox('w.p', [entry(1), { ...entry(2), problem: 'refused' }], ids(entry(1), entry(2)))
  expect(readOutbox('w.p')).toEqual([entry(1), { ...entry(2), problem: 'refused' }])
  expect(readOutbox('w.other')).toEqual([])
})

test('nothing unsent leaves nothing behind', () => {
  writeOutbox('w.p', [entry(1)], ids(entry(1)))
  writeOutbox('w.p', [], ids(entry(1)))
  expect(stored.size).toBe(0)
})

test('another window of mine keeps what it could not send', () => {
  writeOutbox('w.p', [entry(1)], ids(entry(1)))
  writeOutbox('w.p', [entry(2)], ids(entry(2)))
  expect(readOutbox('w.p')).toEqual([entry(1), entry(2)])
  writeOutbox('w.p', [], ids(entry(2)))
  expect(readOutbox('w.p')).toEqual([entry(1)])
})

test('what cannot be read is as nothing', () => {
  stored.set('hookline.outbox.w.p', '[{"id":"x"}]')
  expect(readOutbox('w.p')).toEqual([])
  stored.set('hookline.outbox.w.p', 'not json')
  expect(readOutbox('w.p')).toEqual([])
})
