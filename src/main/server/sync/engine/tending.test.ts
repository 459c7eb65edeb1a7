/** Tending goes on after what it opened could not be stored. */
import { expect, test } from 'vitest'
import type { Groups } from './groups.ts'
import { createTending } from './tending.ts'

test('what could not be opened is tried again, and the group is not forgotten', async () => {
  let tries = 0
  const logged: string[] = []
  const onTended = async (): Promise<void> => {
    tries += 1
    if (tries === 1) throw new Error('disk full')
  }
  const groups = { tend: async () => false } as unknown as Groups
  const tending = createTending({ groups, isOver: () => false, onTended, pause: async () => undefined, log: (_, message) => void logged.push(message) })
  tending.tend('one')
  await expect.poll(() => tries).toBe(2)
  await tending.ended()
  tending.tend('one')
  await expect.poll(() => tries).toBe(3)
  expect(logged).toEqual([expect.stringMatching('the group one')])
})

test('a group that a disk kept out of step is tended again without being asked to', async () => {
  const answers = [true, true, false]
  const groups = { tend: async () => answers.shift() } as unknown as Groups
  const tending = createTending({ groups, isOver: () => false, onTended: async () => undefined, pause: async () => undefined, log: () => undefined })
  tending.tend('one')
  await expect.poll(() => answers).toEqual([])
  await tending.ended()
})
