import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { answerWith } from '../../../../test/helpers/answering.ts'

let discarding: PromiseWithResolvers<unknown>
const posted: unknown[] = []

answerWith({
  team: { discardWaiting: () => (discarding = Promise.withResolvers()).promise },
  messages: {
    post: (input: { text: string }) => {
      posted.push(input.text)
      return new Promise(() => undefined)
    },
  },
})
const { discardRefused } = await import('./refused-note.tsx')
const { useOutbox } = await import('#renderer/lib/writing/outbox.ts')
const { setConnectionState } = await import('#renderer/lib/data/connection.ts')

const message = { ...blankMessage, id: 'm', channelId: 'c', threadRootId: null, text: 'refused words', files: [] } as unknown as Message

test('words that are sent again go out although nobody looks at their row any more', async () => {
  setConnectionState('open')
  const done = discardRefused(new QueryClient(), message, true)
  expect(useOutbox.getState().unsent).toEqual([])
  discarding.resolve(undefined)
  await done
  await expect.poll(() => posted).toEqual(['refused words'])
})

test('what cannot be thrown away is not sent a second time', async () => {
  useOutbox.setState({ unsent: [] })
  const done = discardRefused(new QueryClient(), message, true)
  discarding.reject(new Error('refused'))
  await expect(done).rejects.toThrow('refused')
  expect(useOutbox.getState().unsent).toEqual([])
})
