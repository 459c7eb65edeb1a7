import { renderToString } from 'react-dom/server'
import { beforeEach, describe, expect, test } from 'vitest'
import { answerWith } from '../../../../test/helpers/answering.ts'
import type { Sender } from './use-send.ts'

const LINK = 'see https://example.org/page'

/** What the server found, held back until the test lets it answer. */
let answers: ((found: readonly unknown[]) => void)[]
let posts: string[]

answerWith({ addresses: { recognise: () => new Promise((resolve) => answers.push(resolve)) } })
const { useSend } = await import('./use-send.ts')
const { useNotes } = await import('./notes.ts')
const { useUploads } = await import('#renderer/lib/files/uploads.ts')
const { getDraft, setDraftText, useDrafts } = await import('#renderer/lib/writing/drafts.ts')

let sender: Sender

beforeEach(() => {
  answers = []
  posts = []
  useDrafts.setState({ drafts: {} })
  useNotes.setState({ notes: {} })
  useUploads.setState({ entries: [] })
  renderToString(<Composer />)
})

function Composer() {
  const context = { place: { channelId: 'c', threadRootId: null }, channel: { members: [] }, me: {}, people: [], openHooks: null, navigate: () => undefined }
  sender = useSend(context as never, 4000, ({ text }) => posts.push(text))
  return null
}

async function answer(...found: readonly unknown[]): Promise<void> {
  answers.shift()!(found)
  await new Promise(setImmediate)
}

test('what is written on after Enter stays in the field', async () => {
  setDraftText('c', LINK)
  sender.send()
  setDraftText('c', `${LINK} by the w`)
  await answer()
  expect([posts, getDraft('c')?.text]).toEqual([[LINK], ' by the w'])
})

test('Enter twice sends once, and nothing of the next message', async () => {
  setDraftText('c', LINK)
  sender.send()
  sender.send()
  await answer()
  setDraftText('c', 'no, I did n')
  expect([posts, answers, getDraft('c')?.text]).toEqual([[LINK], [], 'no, I did n'])
})

test('what `/dm` would send is looked through, too', async () => {
  setDraftText('c', `/dm nobody ${LINK}`)
  sender.send()
  await answer({ url: LINK })
  expect([getDraft('c')?.text, useNotes.getState().notes['c']?.kind]).toEqual([`/dm nobody ${LINK}`, 'leak'])
  sender.sendLeak(`/dm nobody ${LINK}`)
  expect(useNotes.getState().notes['c']?.kind).toBe('people')
})

test('a text that was changed meanwhile waits for the next Enter', async () => {
  setDraftText('c', LINK)
  sender.send()
  setDraftText('c', 'see https://example.org/other')
  await answer()
  expect(posts).toEqual([])
  sender.send()
  await answer()
  expect(posts).toEqual(['see https://example.org/other'])
})

test('"Send anyway" is about the text of the note; another one is looked through first', async () => {
  setDraftText('c', LINK)
  sender.send()
  await answer({ url: 'https://example.org/page' })
  expect([posts, useNotes.getState().notes['c']]).toEqual([[], { kind: 'leak', addresses: [{ url: 'https://example.org/page' }], text: LINK }])
  setDraftText('c', `${LINK} and https://example.org/other`)
  sender.sendLeak(LINK)
  expect([posts, answers.length]).toEqual([[], 1])
  await answer({ url: 'https://example.org/other' })
  sender.sendLeak(`${LINK} and https://example.org/other`)
  expect(posts).toEqual([`${LINK} and https://example.org/other`])
})

describe('a message whose file is under way', () => {
  const upload = (file: object | null) => useUploads.setState({ entries: [{ key: 'u', place: 'c', problem: null, file, previewUrl: null } as never] })
  beforeEach(() => {
    upload(null)
    setDraftText('c', 'with a picture')
    sender.send()
  })

  test('goes once it is there, although its composer is not', async () => {
    expect(posts).toEqual([])
    upload({ id: 'f' })
    await Promise.resolve()
    expect([posts, getDraft('c')?.text, useUploads.getState().entries]).toEqual([['with a picture'], '', []])
  })

  test('stays when it is held', async () => {
    sender.hold()
    upload({ id: 'f' })
    await Promise.resolve()
    expect([posts, getDraft('c')?.text]).toEqual([[], 'with a picture'])
  })
})
