import { describe, expect, it } from 'vitest'
import type { Hook } from '#shared/contract/hook.ts'
import type { HookStanding } from '#shared/contract/hook-health.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { listConcerns, type Concern, type Known } from './list-concerns.ts'

const DAY_MS = 24 * 3600_000
const now = 100 * DAY_MS

const hook = (name: string, fields: Partial<Hook> = {}): Hook => ({ id: name, name, enabled: true, pausedReason: null, ...fields }) as Hook
const standing = (hookId: string, fields: Partial<HookStanding> = {}): HookStanding => ({ hookId, lastWeek: { accepted: 0, refused: 0 }, failingSince: null, unusedSince: null, ...fields }) as HookStanding
const subscription = (name: string, fields: Partial<Subscription> = {}): Subscription => ({ id: name, name, enabled: true, paused: null, ...fields }) as Subscription
const stray = (count: number, at: number): Verdict => ({ count, at }) as Verdict

const none: Known = { hooks: [], standings: [], subscriptions: [], outgoing: [], strays: [] }
const nameOf = (one: Concern): string => (one.of === 'strays' ? 'strays' : one.of === 'hook' ? one.hook.name : one.subscription.name)
const told = (known: Partial<Known>): string[] => listConcerns({ ...none, ...known }, now).map((one) => `${nameOf(one)} ${one.of === 'strays' ? one.count : one.why.is}`)
const toldOfHook = (fields: Partial<Hook>, how: Partial<HookStanding>) => told({ hooks: [hook('ci', fields)], standings: [standing('ci', how)] })

describe('what needs a look', () => {
  it('is nothing while all is well, and of one whose standing is not known', () => {
    expect(toldOfHook({}, { lastWeek: { accepted: 9, refused: 0 } })).toEqual([])
    expect(told({ hooks: [hook('ci')], subscriptions: [subscription('out')] })).toEqual([])
  })

  it('is an incoming webhook that paused itself, fails, refused something or is not used', () => {
    expect(toldOfHook({ enabled: false, pausedReason: 'failing' as Hook['pausedReason'] }, {})).toEqual(['ci paused'])
    expect(toldOfHook({}, { failingSince: 5, lastWeek: { accepted: 0, refused: 3 } })).toEqual(['ci failing'])
    expect(toldOfHook({}, { lastWeek: { accepted: 9, refused: 3 } })).toEqual(['ci refused'])
    expect(toldOfHook({}, { unusedSince: 5 })).toEqual(['ci unused'])
  })

  it('is never what somebody switched off', () => {
    expect(toldOfHook({ enabled: false }, { failingSince: 5, lastWeek: { accepted: 0, refused: 3 } })).toEqual([])
    expect(told({ subscriptions: [subscription('out', { enabled: false, paused: 'failing' })], outgoing: [{ subscriptionId: 'out' as Subscription['id'], failingSince: 5 }] })).toEqual([])
  })

  it('is an outgoing webhook that is paused, or whose attempts all fail', () => {
    const outgoing = [{ subscriptionId: 'out' as Subscription['id'], failingSince: 5 }]
    expect(told({ subscriptions: [subscription('out', { paused: 'receiver_gone' })], outgoing })).toEqual(['out paused'])
    expect(told({ subscriptions: [subscription('out')], outgoing })).toEqual(['out failing'])
  })

  it('is what reached no webhook within seven days, all of it in one', () => {
    expect(told({ strays: [stray(3, now - DAY_MS), stray(2, now - 6 * DAY_MS), stray(50, now - 8 * DAY_MS)] })).toEqual(['strays 5'])
    expect(told({ strays: [stray(50, now - 8 * DAY_MS)] })).toEqual([])
  })

  it('stands with the worst first, then by name', () => {
    const hooks = [hook('e'), hook('d'), hook('c', { enabled: false, pausedReason: 'failing' as Hook['pausedReason'] }), hook('b')]
    const standings = [standing('e', { unusedSince: 1 }), standing('d', { lastWeek: { accepted: 1, refused: 1 } }), standing('b', { failingSince: 1 })]
    const outgoing = [{ subscriptionId: 'a' as Subscription['id'], failingSince: 1 }]
    expect(told({ hooks, standings, subscriptions: [subscription('a')], outgoing, strays: [stray(1, now)] })).toEqual(['c paused', 'a failing', 'b failing', 'd refused', 'strays 1', 'e unused'])
  })
})
