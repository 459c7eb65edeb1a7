import { ORPCError } from '@orpc/client'
import { QueryClient } from '@tanstack/react-query'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { answerWith } from '../../../../test/helpers/answering.ts'

const save = vi.fn()
const stored = new Map<string, string>()
/** While it is set the server refuses every draft. */
let refusal: ErrorCode | null = null
let savedAt = 0

answerWith({ drafts: { save, list: () => Promise.resolve([]) } })
const { startDrafts } = await import('./draft-sync.ts')
const { clearDraft, getDraft, setDraftText } = await import('./drafts.ts')
const { setConnectionState } = await import('../data/connection.ts')

beforeAll(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value), removeItem: (key: string) => stored.delete(key) })
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
  save.mockImplementation(({ channel, threadRootId, text }: { channel: string; threadRootId: null; text: string }) => {
    if (refusal !== null) return Promise.reject(new ORPCError('REFUSED', { data: { code: refusal, message: '' } }))
    return Promise.resolve({ channelId: channel, threadRootId, text, files: [], updatedAt: (savedAt += 1) })
  })
  setConnectionState('open')
  startDrafts(new QueryClient(), { workspace: { id: 'w' }, me: { id: 'me' } } as never)
  await vi.runAllTimersAsync()
})
beforeEach(() => void save.mockClear())

/** Something was written and sent here before, so that the server knows the place and that it is empty. */
async function sendFrom(channelId: string): Promise<void> {
  setDraftText(channelId, 'sent')
  await vi.runAllTimersAsync()
  clearDraft(channelId)
  await vi.runAllTimersAsync()
}

/** Another draft is saved meanwhile, so that the list of drafts comes anew. */
async function writeElsewhere(): Promise<void> {
  refusal = null
  setDraftText('elsewhere', `${savedAt}`)
  await vi.advanceTimersByTimeAsync(300)
}

test.each<ErrorCode>(['storage_full', 'storage_failed', 'internal', 'limit_reached'])('what was refused with %s stays in the field and in the browser, and is tried again', async (code) => {
  await sendFrom(code)
  refusal = code
  setDraftText(code, 'that matters')
  await vi.advanceTimersByTimeAsync(300)
  expect([getDraft(code)?.unsaved, [...stored.values()].join().includes('that matters')]).toEqual([true, true])
  await writeElsewhere()
  expect(getDraft(code)?.text).toBe('that matters')
  await vi.runAllTimersAsync()
  expect(save).toHaveBeenLastCalledWith({ channel: code, threadRootId: null, text: 'that matters', fileIds: [] })
  expect([getDraft(code)?.unsaved, [...stored.values()]]).toEqual([false, []])
})

test('what is refused for good is not tried again, and stays in the field and in the browser too', async () => {
  await sendFrom('gone')
  refusal = 'not_found'
  setDraftText('gone', 'that matters')
  await vi.advanceTimersByTimeAsync(300)
  save.mockClear()
  await writeElsewhere()
  await vi.runAllTimersAsync()
  expect(save.mock.calls.map(([{ channel }]) => channel)).toEqual(['elsewhere'])
  expect(getDraft('gone')).toMatchObject({ text: 'that matters', unsaved: true })
  expect([...stored.values()].join()).toContain('that matters')
})

test('what was refused for good and is then thrown away here is gone here, too', async () => {
  refusal = 'not_found'
  setDraftText('left', 'of a channel that I left')
  await vi.advanceTimersByTimeAsync(300)
  expect([...stored.values()].join()).toContain('of a channel that I left')
  clearDraft('left')
  await vi.runAllTimersAsync()
  expect([getDraft('left'), [...stored.values()].join().includes('"left"')]).toEqual([undefined, false])
})
