import { beforeEach, expect, test, vi } from 'vitest'
import { readFormDraft } from './form-draft.ts'

const kept = new Map<string, string>()
beforeEach(() => {
  kept.clear()
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null })
})

test('what was typed is read as it was, also what cannot be saved', () => {
  kept.set('hookline.hookForm.new', JSON.stringify({ name: 'x'.repeat(99), picture: 'nonsense', locked: true }))
  expect(readFormDraft('new')).toEqual({ name: 'x'.repeat(99), picture: 'nonsense', locked: true })
  expect(readFormDraft('another')).toBeNull()
})

test.each(['', '{', 'null', '[]', '{}', '{"name": 7}', '"text"'])('%j in the storage is no draft', (text) => {
  kept.set('hookline.hookForm.new', text)
  expect(readFormDraft('new')).toBeNull()
})
