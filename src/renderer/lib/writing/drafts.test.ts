import { beforeEach, expect, test } from 'vitest'
import type { MessageId } from '#shared/contract/ids.ts'
import { clearDraft, getDraft, isEmpty, isFilled, placeKey, placeOf, putBackText, setDraftFiles, setDraftText, useDrafts } from './drafts.ts'

const file = { id: 'f1', name: 'a.txt', mediaType: 'text/plain', sizeBytes: 1, width: null, height: null, hasThumbnail: false } as never

beforeEach(() => useDrafts.setState({ drafts: {} }))

test('a place is one word and back', () => {
  for (const place of [{ channelId: 'c', threadRootId: null }, { channelId: 'c', threadRootId: 't' as MessageId }]) expect(placeOf(placeKey(place))).toEqual(place)
})

test('what changes is unsaved, the same text again is no change', () => {
  setDraftText('c', 'one')
  const first = getDraft('c')
  expect(first).toMatchObject({ text: 'one', files: [], unsaved: true })
  setDraftText('c', 'one')
  expect(getDraft('c')).toBe(first)
  setDraftText('other', '')
  expect(getDraft('other')).toBeUndefined()
})

test('files alone are a draft; a space is kept but is none', () => {
  setDraftFiles('c', [file])
  expect(isFilled(getDraft('c'))).toBe(true)
  const withFile = getDraft('c')
  setDraftFiles('c', [file])
  expect(getDraft('c')).toBe(withFile)
  expect([isFilled({ text: ' ', files: [] }), isEmpty({ text: ' ', files: [] })]).toEqual([false, false])
})

test('a sent draft stays, empty, until the server knows', () => {
  setDraftText('c', 'gone')
  clearDraft('c')
  expect(getDraft('c')).toMatchObject({ text: '', files: [], unsaved: true })
  clearDraft('never')
  expect(getDraft('never')).toBeUndefined()
})

test('a text that comes back stands before what was begun since', () => {
  putBackText('c', 'failed')
  expect(getDraft('c')?.text).toBe('failed')
  putBackText('c', 'earlier')
  expect(getDraft('c')?.text).toBe('earlier\nfailed')
})
