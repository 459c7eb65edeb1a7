import { QueryClient } from '@tanstack/react-query'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { answerWith } from '../../../../test/helpers/answering.ts'

/** Called for each try; the line breaks unless it gives an answer. */
let beforeBreak: (input: { messageId: string }) => object | undefined | void
const stored = new Map<string, string>()

answerWith({
  messages: {
    post: (input: { messageId: string }) => {
      const answer = beforeBreak(input)
      return answer === undefined ? Promise.reject(new Error('the line broke')) : Promise.resolve(answer)
    },
  },
})
const { dropMessage, retryMessage, sendMessage, startOutbox, takeBack, useOutbox } = await import('./outbox.ts')
const { getDraft, setDraftFiles, setDraftText } = await import('./drafts.ts')
const { setConnectionState } = await import('../data/connection.ts')
const { keys } = await import('../data/query-keys.ts')

const cache = new QueryClient()
const unsent = () => useOutbox.getState().unsent
const arrive = (id: string | undefined): void => void cache.setQueryData(keys.messages('c'), { messages: [{ id, position: 1 }], hasOlder: false, hasNewer: false })

const otherWindows = new EventTarget()

beforeAll(() => {
  vi.stubGlobal('window', otherWindows)
  vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value), removeItem: (key: string) => stored.delete(key) })
  setConnectionState('open')
  startOutbox(cache, { workspace: { id: 'w' }, me: { id: 'me' } } as never)
})
beforeEach(() => {
  beforeBreak = () => undefined
  cache.clear()
})

test('what is not sent says so and is kept', async () => {
  sendMessage(cache, { channelId: 'c', text: 'hello' })
  await expect.poll(() => unsent().map(({ problem }) => problem !== null)).toEqual([true])
  expect(stored.size).toBe(1)
})

test('what stands in its channel after all, whose answers were lost, is not unsent any more', () => {
  arrive('another')
  expect(unsent().length).toBe(1)
  arrive(unsent()[0]?.id)
  expect([unsent(), stored.size]).toEqual([[], 0])
})

test('also when it stood there before the last try broke off', async () => {
  let tries = 0
  beforeBreak = ({ messageId }) => {
    tries += 1
    arrive(messageId)
  }
  sendMessage(cache, { channelId: 'c', text: 'hello again' })
  await expect.poll(() => [tries, unsent()]).toEqual([2, []])
})

test('what another window threw away is gone here, too; what it never had, and what is under way, stays', async () => {
  for (const text of ['thrown away', 'mine alone']) sendMessage(cache, { channelId: 'c', text })
  await expect.poll(() => unsent().filter(({ problem }) => problem !== null).length).toBe(2)
  const [thrown, mine] = unsent()
  const tell = (key: string, before: unknown[], after: unknown[]) => otherWindows.dispatchEvent(Object.assign(new Event('storage'), { key, oldValue: JSON.stringify(before), newValue: after.length === 0 ? null : JSON.stringify(after) }))
  tell('hookline.outbox.w.other', [thrown, mine], [])
  expect(unsent()).toHaveLength(2)
  tell('hookline.outbox.w.me', [thrown], [])
  expect(unsent()).toEqual([mine])
  retryMessage(cache, mine!)
  tell('hookline.outbox.w.me', [mine], [])
  expect(unsent().map(({ text }) => text)).toEqual(['mine alone'])
  await expect.poll(() => unsent().map(({ problem }) => problem !== null)).toEqual([true])
  dropMessage(mine!.id)
})

test('what is taken back lies in its place with its files, before what was begun since', async () => {
  const file = (id: string) => ({ id, name: `${id}.txt` }) as never
  setDraftText('c/root', 'begun')
  setDraftFiles('c/root', [file('new')])
  sendMessage(cache, { channelId: 'c', threadRootId: 'root' as never, text: 'waves', isAction: true, files: [file('old')] })
  await expect.poll(() => unsent().map(({ problem }) => problem !== null)).toEqual([true])
  takeBack(unsent()[0]!)
  expect([unsent(), getDraft('c/root')]).toEqual([[], expect.objectContaining({ text: '/me waves\nbegun', files: [file('old'), file('new')] })])
})

test('a line that breaks again and again refuses nothing: it is sent once one holds', async () => {
  for (const { id } of unsent()) dropMessage(id)
  let tries = 0
  beforeBreak = ({ messageId }) => {
    tries += 1
    if (tries === 4) return { id: messageId, channelId: 'c', threadRootId: null }
    setConnectionState('lost')
    setTimeout(() => setConnectionState('open'))
    return undefined
  }
  sendMessage(cache, { channelId: 'c', text: 'on a train' })
  await expect.poll(() => [tries, unsent()]).toEqual([4, []])
})

test('unless it breaks whenever this one is sent', async () => {
  beforeBreak = () => {
    setConnectionState('lost')
    setTimeout(() => setConnectionState('open'))
  }
  sendMessage(cache, { channelId: 'c', text: 'on a train' })
  await expect.poll(() => unsent().map(({ problem }) => problem !== null)).toEqual([true])
  dropMessage(unsent()[0]!.id)
})
