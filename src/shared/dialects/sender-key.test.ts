import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankPost } from './blank-post.ts'
import type { RawPost } from './dialect.ts'
import { buildSenderKey, readPath, withSenderKey } from './sender-key.ts'

const request = (body: unknown, headers: Record<string, string> = {}): RawPost => ({ method: 'POST', headers, query: new URLSearchParams(), rawText: JSON.stringify(body) })
const about = (body: unknown, keyField: string | null, headers: Record<string, string> = {}) => withSenderKey(blankPost, request(body, headers), keyField).about

describe('a path into a body', () => {
  test.each([
    ['id', 'a'],
    ['alert.id', '7'],
    ['alerts.1.labels.name', 'two'],
    ['alerts[1].labels.name', 'two'],
    ['a.b', 'dotted'],
    ['deep.a.b.c', 'true'],
    ['no', undefined],
    ['alert', undefined],
    ['alerts', undefined],
    ['alerts.2.labels', undefined],
    ['alerts.x', undefined],
    ['nothing', undefined],
    ['toString', undefined],
    ['', undefined],
  ])('%s', (path, found) => {
    const body = { id: 'a', alert: { id: 7 }, alerts: [{ labels: { name: 'one' } }, { labels: { name: 'two' } }], 'a.b': 'dotted', deep: { 'a.b': { c: true } }, nothing: null }
    expect(readPath(body, path)).toBe(found)
  })

  test('every text, number and truth of any body is found by the names on the way to it', () => {
    const name = fc.stringMatching(/^[a-z_]{1,4}$/)
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean())
    const { tree } = fc.letrec((tie) => ({ tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(name, tie('tree'), { maxKeys: 4 })) }))
    fc.assert(
      fc.property(tree, (body) => {
        for (const [path, value] of leaves(body)) expect(readPath(body, path)).toBe(String(value))
      }),
    )
  })

  test('a hostile body and path are read at once', () => {
    let body: unknown = {}
    for (let depth = 0; depth < 2000; depth += 1) body = { a: body, 'a.a': body === undefined ? 1 : {}, 'a.a.a': {} }
    const started = performance.now()
    expect(readPath(body, 'a.'.repeat(99) + 'b')).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(100)
  })
})

function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [[path, value]]
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`))
}

describe('a sender’s key', () => {
  test('the header comes before the field, and the field before what the format says', () => {
    const body = { alert: { id: 7 } }
    expect(about(body, 'alert.id', { 'x-hookline-key': ' mine ' })).toEqual({ key: 'mine', ends: false })
    expect(about(body, 'alert.id')).toEqual({ key: '7', ends: false })
    const fromFormat = { ...blankPost, about: { key: '{}:{a="b"}', ends: true } }
    expect(withSenderKey(fromFormat, request(body), null).about).toEqual({ key: '{}:{a="b"}', ends: true })
    expect(withSenderKey(fromFormat, request(body), 'alert.id').about).toEqual({ key: '7', ends: true })
    expect(about(body, null)).toBeUndefined()
  })

  test('it may say that it is over', () => {
    expect(about({}, null, { 'x-hookline-key': 'k', 'x-hookline-key-ends': 'True' })).toEqual({ key: 'k', ends: true })
    expect(about({}, null, { 'x-hookline-key': 'k', 'x-hookline-key-ends': 'false' })).toEqual({ key: 'k', ends: false })
  })

  test('a field that the body has not is told, and the format’s own key counts', () => {
    const post = withSenderKey({ ...blankPost, about: { key: 'group', ends: false } }, request({ id: 1 }), 'alert.id')
    expect([post.about, post.ignored]).toEqual([{ key: 'group', ends: false }, ['the key’s field alert.id, which the body has not']])
  })

  test('a body that has to be mended has its field, too', () => {
    const broken = { ...request({}), rawText: '{"text": "disk "db1" is full", "alert": {"id": 7}}' }
    expect(withSenderKey(blankPost, broken, 'alert.id')).toMatchObject({ about: { key: '7', ends: false }, ignored: [] })
  })

  test('nothing, blanks and what is no name are none', () => {
    expect([buildSenderKey('', false), buildSenderKey('  ', true), buildSenderKey('x'.repeat(4001), false)]).toEqual([undefined, undefined, undefined])
    expect(buildSenderKey('x'.repeat(4000), false)?.key).toHaveLength(4000)
  })

  test('one that is too long is told, wherever it stood, and what came after it counts', () => {
    const long = 'x'.repeat(4001)
    const read = (body: unknown, header: string) => withSenderKey(blankPost, request(body, { 'x-hookline-key': header }), 'id')
    const header = 'X-Hookline-Key, which has more than 4000 characters'
    expect(read({ id: 'a' }, long)).toMatchObject({ about: { key: 'a' }, ignored: [header] })
    expect(read({ id: long }, long).ignored).toEqual(['the key’s field id, which has more than 4000 characters', header])
    expect(withSenderKey(blankPost, request({}, { 'x-hookline-key': long }), null)).toEqual({ ...blankPost, ignored: [header] })
  })
})
