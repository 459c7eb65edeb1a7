/** Handles as people type them. */
import { expect, test } from 'vitest'
import { channelNameProblem, toChannelName } from './channel-name.ts'

test('what is typed becomes a handle', () => {
  expect(toChannelName('#Release Room')).toBe('release-room')
  expect(channelNameProblem(toChannelName('#Release Room'))).toBeUndefined()
})

test('what cannot be one is said', () => {
  expect(channelNameProblem('')).toMatch(/^Use 1 to 64/)
  expect(channelNameProblem('-room')).toMatch(/^Use 1 to 64/)
  expect(channelNameProblem('a__b')).toMatch(/^Two underscores/)
})
