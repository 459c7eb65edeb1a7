import { expect, test } from 'vitest'
import { preferenceDefaults } from '#shared/contract/preference.ts'
import { answerWith } from '../../../../test/helpers/answering.ts'

const calls: PromiseWithResolvers<unknown>[] = []
answerWith({
  preferences: {
    set: () => {
      const pending = Promise.withResolvers<unknown>()
      calls.push(pending)
      return pending.promise
    },
  },
})
const { setPreference } = await import('./set-preference.ts')
const { queryClient } = await import('./query-client.ts')
const { keys } = await import('./query-keys.ts')

const shown = (): boolean => queryClient.getQueryData<typeof preferenceDefaults>(keys.preferences)!['notify.sound']
const setTwice = (): Promise<unknown> => {
  queryClient.setQueryData(keys.preferences, { ...preferenceDefaults, 'notify.sound': false })
  return Promise.allSettled([setPreference('notify.sound', true), setPreference('notify.sound', false), setPreference('notify.sound', true)])
}

test('several changes that are all refused leave what the server has', async () => {
  const all = setTwice()
  for (const one of calls.splice(0)) one.reject(new Error('refused'))
  await all
  expect(shown()).toBe(false)
})

test('an older answer does not undo the newer wish meanwhile', async () => {
  const all = setTwice()
  const [first, second, third] = calls.splice(0)
  first!.resolve({ 'notify.sound': true })
  second!.resolve({ 'notify.sound': false })
  await second!.promise
  await new Promise(setImmediate)
  expect(shown()).toBe(true)
  third!.reject(new Error('refused'))
  await all
  // What was taken last.
  expect(shown()).toBe(false)
})
