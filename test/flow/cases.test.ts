/** Cases: opened and updated by hooks, closed and reopened by people, and what stays of them whatever happens. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Case } from '#shared/contract/case.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

interface Answer {
  readonly status: number
  readonly reason: unknown
  readonly id: string | null
  readonly messageId: MessageId
  readonly caseId: MessageId
}

let t: TestApp
let jim: TestApp['client']
let channel = ''
let url = ''
let hookId = ''
let count = 0
const events: AppEvent[] = []
beforeAll(async () => {
  t = await startApp()
  jim = t.clientAs({ personId: (await t.client.people.create({ username: 'jim' })).id })
  t.app.ctx.events.subscribe(({ event }) => void events.push(event))
})
afterAll(() => t.stop())
beforeEach(async () => {
  channel = `room-${(count += 1)}`
  await t.client.channels.create({ name: channel, members: ['jim'] })
  ;({ url, hookId } = await t.makeHook({ dialect: 'emakin', name: 'monitor', channel }))
  events.length = 0
})

async function report(body: object, to = url): Promise<Answer> {
  const { status, headers, body: answer } = await sendJson(to, { text: 'my message', ...body })
  return { status, reason: headers['x-hookline-reason'], ...(JSON.parse(answer) as Pick<Answer, 'id' | 'messageId' | 'caseId'>) }
}
const list = async (more: { state?: 'open' | 'closed'; limit?: number; before?: number } = {}) => t.client.cases.list({ channel, ...more })
const idsOf = ({ cases }: { cases: Case[] }) => cases.map(({ externalId }) => externalId)
const textsOf = async (thread?: MessageId) => (await t.client.messages.list({ channel, thread })).messages.map(({ text }) => text)
const show = (id: MessageId) => t.client.messages.show({ id })

describe('reporting', () => {
  test('an id opens a case and attaches the message to it', async () => {
    const opened = await report({ id: 'event1', text: 'Disk is full' })
    expect(opened).toEqual({ status: 200, reason: 'posted', id: 'event1', messageId: opened.caseId, caseId: expect.any(String) })
    expect(await show(opened.messageId)).toMatchObject({ text: 'Disk is full', caseId: opened.caseId, caseState: 'open', caseUpdates: 0, threadRootId: null })
    const [found, ...others] = (await list()).cases
    expect(others).toEqual([])
    expect(found).toMatchObject({ id: opened.caseId, channel, externalId: 'event1', state: 'open', updates: 0, closedBy: null, message: { text: 'Disk is full' } })
    expect([found!.changedAt, found!.position]).toEqual([found!.openedAt, found!.message.position])
    expect(events.filter(({ name }) => name === 'case.changed')).toEqual([{ name: 'case.changed', data: found }])
  })

  test('an id that is known posts nothing and is told what it was', async () => {
    const opened = await report({ id: 'event1' })
    const again = await report({ id: 'event1', text: 'another', references: ['event1'] })
    expect(again).toEqual({ ...opened, status: 208, reason: 'case_already_reported' })
    expect(await textsOf()).toEqual(['my message'])
    const [verdict] = await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 })
    expect(verdict).toMatchObject({ status: 208, reason: 'case_already_reported', messageId: null, detail: expect.stringContaining('“event1”') })
  })

  test('an update stands in the thread of the message that opened the case', async () => {
    const opened = await report({ id: 'event1' })
    events.length = 0
    const updated = await report({ id: 'event2', references: ['event1'], text: 'worse' })
    expect(updated).toEqual({ status: 200, reason: 'posted', id: 'event2', messageId: expect.any(String), caseId: opened.caseId })
    expect(await show(updated.messageId)).toMatchObject({ text: 'worse', threadRootId: opened.caseId, caseId: opened.caseId, caseState: null, caseUpdates: null })
    const root = await show(opened.caseId)
    expect(root).toMatchObject({ caseState: 'open', caseUpdates: 1, thread: { replyCount: 1 } })
    expect([await textsOf(), await textsOf(opened.caseId)]).toEqual([['my message'], ['worse']])
    const [found] = (await list()).cases
    expect(found).toMatchObject({ updates: 1, position: (await show(updated.messageId)).position })
    expect(events.filter(({ name }) => name !== 'unreads.changed' && name !== 'verdict.recorded')).toEqual([
      { name: 'message.posted', data: await show(updated.messageId) },
      { name: 'message.changed', data: root },
      { name: 'case.changed', data: found },
    ])
  })

  test('an update’s own id is known as well: as a reference, and when it comes again', async () => {
    const { caseId } = await report({ id: 1 })
    const second = await report({ id: 2, references: '1' })
    expect([await report({ references: [2] }), await report({ id: '2', references: ['1'] }), await report({ id: '2' })]).toMatchObject([
      { status: 200, id: null, caseId },
      { status: 208, id: '2', messageId: second.messageId, caseId },
      { status: 208, id: '2', messageId: second.messageId, caseId },
    ])
    expect((await list()).cases).toMatchObject([{ externalId: '1', updates: 2 }])
  })

  test('the first known reference decides; with none nothing is posted and the id stays free', async () => {
    const { caseId } = await report({ id: 'a' })
    await report({ id: 'b' })
    expect(await report({ id: 'c', references: ['x', 'a', 'b'] })).toMatchObject({ status: 200, caseId })
    expect(await report({ id: 'd', references: ['x', 'd'] })).toMatchObject({ status: 404, reason: 'case_not_found', error: expect.stringContaining('“x”, “d”') })
    expect(await report({ id: 'd' })).toMatchObject({ status: 200 })
    expect(idsOf(await list())).toEqual(['d', 'a', 'b'])
  })

  test('ids are compared exactly, and belong to the channel: any hook in it, none outside', async () => {
    await report({ id: 'Event' })
    expect([await report({ id: 'event' }), await report({ id: 'Event ' }), await report({ id: 'Event\u0000' })].map(({ status }) => status)).toEqual([200, 200, 200])
    const second = await t.makeHook({ dialect: 'emakin', name: 'second', channel })
    const elsewhere = await t.makeHook({ dialect: 'emakin', name: 'elsewhere' })
    expect([await report({ id: 'Event' }, second.url), await report({ references: ['Event'] }, second.url)].map(({ status }) => status)).toEqual([208, 200])
    expect([await report({ references: ['Event'] }, elsewhere.url), await report({ id: `Event ${count}` }, elsewhere.url)].map(({ status }) => status)).toEqual([404, 200])
  })

  test('of fifty at once one opens the case', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => report({ id: 'flood' })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 208)).toHaveLength(49)
    expect(new Set(answers.map(({ messageId, caseId }) => `${messageId} ${caseId}`)).size).toBe(1)
    const updates = await Promise.all(Array.from({ length: 50 }, (_, index) => report({ id: `update ${index % 5}`, references: ['flood'] })))
    expect(updates.filter(({ status }) => status === 200)).toHaveLength(5)
    expect([(await textsOf()).length, (await list()).cases]).toMatchObject([1, [{ updates: 5 }]])
  })

  test('of a long text the first part opens the case, and of a long update only one counts', async () => {
    const long = 'long words '.repeat(800)
    const opened = await report({ id: 'long', text: long })
    const { messages } = await t.client.messages.list({ channel })
    expect(messages.map(({ caseId, caseState }) => [caseId, caseState])).toEqual([[opened.caseId, 'open'], [null, null], [null, null]])
    expect(opened.messageId).toBe(messages[0]?.id)
    await report({ references: ['long'], text: long })
    expect([(await textsOf(opened.caseId)).length, (await list()).cases]).toMatchObject([3, [{ updates: 1 }]])
  })
})

describe('people', () => {
  const codeOf = (call: Promise<unknown>) => call.then(() => 'ok', (error: { data?: { code: string } }) => error.data?.code)

  test('close and reopen; asked again it stays as it is, and an update reopens', async () => {
    const { caseId } = await report({ id: 'event1' })
    await report({ id: 'other' })
    events.length = 0
    const closed = await jim.cases.close({ caseId })
    expect(closed).toMatchObject({ id: caseId, state: 'closed', closedBy: 'jim', message: { caseState: 'closed' } })
    expect(events.filter(({ name }) => name.endsWith('.changed') && name !== 'unreads.changed')).toEqual([
      { name: 'case.changed', data: closed },
      { name: 'message.changed', data: await show(caseId) },
    ])
    expect(await t.client.cases.close({ caseId })).toEqual(closed)
    expect([idsOf(await list({ state: 'open' })), idsOf(await list({ state: 'closed' })), (await list()).open]).toEqual([['other'], ['event1'], 1])
    expect(await t.client.cases.reopen({ caseId })).toMatchObject({ state: 'open', closedBy: null })
    await t.client.cases.close({ caseId })
    expect(await report({ references: ['event1'], text: 'again' })).toMatchObject({ status: 200, caseId })
    expect(await t.client.cases.show({ caseId })).toMatchObject({ state: 'open', closedBy: null, updates: 1, message: { caseState: 'open' } })
    expect(events.findLast(({ name }) => name === 'message.changed')).toMatchObject({ data: { id: caseId, caseState: 'open' } })
    expect(idsOf(await list({ state: 'open' }))).toEqual(['event1', 'other'])
  })

  test('answer in the thread: neither an update nor a reopening', async () => {
    const { caseId } = await report({ id: 'event1' })
    const closed = await jim.cases.close({ caseId })
    await jim.messages.post({ channel, text: 'I am on it', threadRootId: caseId })
    expect(await t.client.cases.show({ caseId })).toEqual({ ...closed, message: await show(caseId) })
    expect((await show(caseId)).thread).toMatchObject({ replyCount: 1 })
  })

  test('the list comes in pages, the last changed first', async () => {
    for (let number = 1; number <= 5; number += 1) await report({ id: `case ${number}` })
    await report({ references: ['case 2'] })
    const first = await list({ limit: 2 })
    const second = await list({ limit: 2, before: first.nextBefore ?? 0 })
    const third = await list({ limit: 2, before: second.nextBefore ?? 0 })
    expect([first, second, third].map(idsOf)).toEqual([['case 2', 'case 5'], ['case 4', 'case 3'], ['case 1']])
    expect([third.nextBefore, first.open]).toEqual([null, 5])
  })

  test('only in a channel that is not archived, and only what is a case', async () => {
    const { caseId, messageId } = await report({ id: 'event1' })
    const plain = await report({})
    expect(await codeOf(t.client.cases.close({ caseId: plain.messageId }))).toBe('not_found')
    await t.client.channels.archive({ channel })
    expect([await codeOf(t.client.cases.close({ caseId })), await codeOf(t.client.cases.show({ caseId: messageId }))]).toEqual(['conflict', 'ok'])
  })

  test('an update is unread like a reply: for those who follow, by name or by answering', async () => {
    const { caseId } = await report({ id: 'event1' })
    const stateOf = async () => {
      const { channels, threads } = await jim.unreads.get()
      const { channelId } = await show(caseId)
      return [channels.find((one) => one.channelId === channelId)?.unread, threads.unread, threads.mentions]
    }
    await jim.unreads.markAllRead()
    await report({ references: ['event1'] })
    expect(await stateOf()).toEqual([0, 0, 0])
    await jim.messages.post({ channel, text: 'looking', threadRootId: caseId })
    await report({ references: ['event1'] })
    expect(await stateOf()).toEqual([0, 1, 0])
    await report({ references: ['event1'], text: '@jim look' })
    expect(await stateOf()).toEqual([0, 1, 1])
    expect((await jim.threads.show({ rootId: caseId })).unread).toBe(2)
  })
})

describe('what is deleted', () => {
  test('the opening message: its case goes, its ids stay taken, and updates find nothing', async () => {
    const { caseId } = await report({ id: 'event1' })
    await report({ id: 'event2', references: ['event1'] })
    await t.client.messages.delete({ messageId: caseId })
    expect([idsOf(await list()), (await list()).open]).toEqual([[], 0])
    await expect(t.client.cases.show({ caseId })).rejects.toThrow('does not exist')
    expect([await report({ id: 'event1' }), await report({ id: 'event2' })]).toMatchObject([{ status: 208, caseId }, { status: 208, caseId }])
    expect(await report({ id: 'event3', references: ['event2'] })).toMatchObject({ status: 404, reason: 'case_not_found', error: expect.stringContaining('deleted') })
    const other = await report({ id: 'event3' })
    expect(await report({ references: ['event1', 'event3'] })).toMatchObject({ status: 200, caseId: other.caseId })
    // The update that was there already stays in its thread.
    expect(await textsOf(caseId)).toEqual(['my message'])
    expect(await show(caseId)).toMatchObject({ text: '', caseState: null })
  })

  test('an update: the case counts one less and says so', async () => {
    const { caseId } = await report({ id: 'event1' })
    const { messageId } = await report({ id: 'event2', references: ['event1'] })
    events.length = 0
    await t.client.messages.delete({ messageId })
    expect(await t.client.cases.show({ caseId })).toMatchObject({ updates: 0, state: 'open' })
    expect(events.filter(({ name }) => name === 'case.changed')).toEqual([{ name: 'case.changed', data: await t.client.cases.show({ caseId }) }])
    expect(await report({ id: 'event2', references: ['event1'] })).toMatchObject({ status: 208, messageId })
  })

  test('the hook: its cases stay, and another one goes on with them', async () => {
    const { caseId } = await report({ id: 'event1' })
    await t.client.hooks.delete({ id: hookId as HookId })
    const next = await t.makeHook({ dialect: 'emakin', name: 'next', channel })
    expect(await report({ references: ['event1'] }, next.url)).toMatchObject({ status: 200, caseId })
    expect((await list()).cases).toMatchObject([{ id: caseId, updates: 1, message: { hookName: 'monitor' } }])
  })
})
