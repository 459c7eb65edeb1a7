/** What a payload may ask for besides words: a reply, a priority, silence, a type of its own. */
import { describe, expect, test } from 'vitest'
import { foldKeys } from './payload-values.ts'
import { readExtras } from './read-extras.ts'

const read = (payload: Record<string, unknown>) => {
  const result = readExtras(foldKeys(payload))
  return result.ok ? { ...result.extras, ignored: result.ignored } : result
}
const nothing = { ignored: [] }

describe('priority', () => {
  test.each([
    [{ priority: 'important' }, { priority: 'important' }],
    [{ priority: 'urgent' }, { priority: 'urgent' }],
    [{ Priority: 'URGENT' }, { priority: 'urgent' }],
    [{ priority: '' }, {}],
    [{ priority: 'urgent', requested_ack: false, persistent_notifications: null }, { priority: 'urgent' }],
  ])('%j', (priority, extras) => expect(read({ priority })).toEqual({ ...extras, ...nothing }))

  test('a level that nobody knows is the usual one, and named', () => {
    expect(read({ priority: { priority: 'high' } })).toEqual({ ignored: ['priority.priority'] })
  })

  test('what is asked for besides the level has no effect and is named', () => {
    expect(read({ priority: { priority: 'important', requested_ack: true, persistent_notifications: true } })).toEqual({
      priority: 'important',
      ignored: ['priority.requested_ack', 'priority.persistent_notifications'],
    })
  })

  test.each([[{}], [{ priority: null }], [{ requested_ack: true }], [{ priority: 1 }], [{ priority: ['urgent'] }]])('%j has no level and is refused, as Mattermost does', (priority) => {
    expect(read({ priority })).toEqual({ ok: false, reason: 'bad_payload', detail: expect.stringContaining('"important", "urgent" or ""'), field: 'webhook.priority.priority' })
  })

  test('null is none; of another type, where the dialect lets it pass, it is named', () => {
    expect(read({ priority: null })).toEqual(nothing)
    expect(read({ priority: 'urgent' })).toEqual({ ignored: ['priority'] })
  })
})

describe('root_id, silent and type', () => {
  test.each([
    [{ root_id: 'x' }, { rawRootId: 'x', ...nothing }],
    [{ root_id: '' }, nothing],
    [{ root_id: 7 }, { ignored: ['root_id'] }],
    [{ silent: true }, { isSilent: true, ...nothing }],
    [{ silent: false }, nothing],
    [{ silent: 'yes' }, { ignored: ['silent'] }],
    [{ type: 'custom_build' }, { customType: 'custom_build', ...nothing }],
    [{ type: `custom_${'x'.repeat(100)}` }, { customType: `custom_${'x'.repeat(57)}`, ...nothing }],
    [{ type: '' }, nothing],
    [{ type: 'message' }, { ignored: ['type'] }],
  ])('%j', (payload, extras) => expect(read(payload)).toEqual(extras))

  test('all of them together', () => {
    expect(read({ root_id: 'r', silent: true, type: 'custom_a', priority: { priority: 'urgent' } })).toEqual({
      rawRootId: 'r', isSilent: true, customType: 'custom_a', priority: 'urgent', ignored: [],
    })
  })
})
