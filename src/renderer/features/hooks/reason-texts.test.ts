import { describe, expect, it } from 'vitest'
import { reasonSchema } from '#shared/contract/verdict.ts'
import { describeVerdict } from './reason-texts.ts'

describe('reason texts', () => {
  it.each(reasonSchema.options)('%s has a title in words and, where it was refused, something to do', (reason) => {
    const { title, todo, tone } = describeVerdict({ reason, channel: null }, 'release-room')
    expect(title).toMatch(/^[A-Z][^_]+$/)
    if (tone === 'bad' || tone === 'warn') expect(todo).toMatch(/\.$/)
  })

  it('names the channel of the post, and of the lock', () => {
    expect(describeVerdict({ reason: 'posted', channel: 'town-square' }, 'release-room').title).toBe('Posted to #\u00a0town-square')
    expect(describeVerdict({ reason: 'channel_locked', channel: 'ops-private' }, 'release-room').title).toBe('Refused: locked to #\u00a0release-room')
  })
})
