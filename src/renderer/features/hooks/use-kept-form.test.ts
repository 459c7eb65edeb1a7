import { beforeEach, expect, test, vi } from 'vitest'
import { hookKeepRules } from './form-draft.ts'
import { subscriptionKeepRules } from './outgoing-form/subscription-draft.ts'
import { dropField, readFields, writeField } from './use-kept-form.ts'

const kept = new Map<string, string>()
beforeEach(() => {
  kept.clear()
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) })
})
const read = (key: string) => readFields(`hookline.hookForm.${key}`, hookKeepRules)

test('what was typed is read as it was, also what cannot be saved', () => {
  kept.set('hookline.hookForm.new', JSON.stringify({ name: 'x'.repeat(99), picture: 'nonsense', locked: true }))
  expect(read('new')).toEqual({ name: 'x'.repeat(99), picture: 'nonsense', locked: true })
  expect(read('another')).toBeNull()
})

test.each(['', '{', 'null', '[]', '{}', '{"name": 7}', '"text"'])('%j in the storage is no draft', (text) => {
  kept.set('hookline.hookForm.new', text)
  expect(read('new')).toBeNull()
})

test('what can be a secret is remembered by the page and written nowhere', () => {
  const [url, headers] = ['https://crm.example/hook?key=whole', [{ name: 'X-Key', value: 'headed' }]]
  writeField('out', subscriptionKeepRules, 'name', 'case-mirror')
  writeField('out', subscriptionKeepRules, 'urls', url)
  writeField('out', subscriptionKeepRules, 'headers', headers)
  expect(readFields('out', subscriptionKeepRules)).toEqual({ name: 'case-mirror', urls: url, headers })
  expect([...kept]).toEqual([['out', '{"name":"case-mirror"}']])
  // Not even from a storage that somebody else wrote.
  kept.set('other', JSON.stringify({ name: 'a', urls: url, headers }))
  expect(readFields('other', subscriptionKeepRules)).toEqual({ name: 'a' })
})

test('what was taken back by hand is kept no more', () => {
  writeField('back', subscriptionKeepRules, 'name', 'other')
  writeField('back', subscriptionKeepRules, 'urls', 'https://crm.example/whole')
  dropField('back', subscriptionKeepRules, 'urls')
  expect(readFields('back', subscriptionKeepRules)).toEqual({ name: 'other' })
  dropField('back', subscriptionKeepRules, 'name')
  expect(readFields('back', subscriptionKeepRules)).toBeNull()
})
