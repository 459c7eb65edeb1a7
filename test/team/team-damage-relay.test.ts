/** The relay of a host damaged: it is made whole from what is elsewhere. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { harms, long, patient, restart, stageDamaged, textsOf, toldOf } from './damaged-team.ts'

const t = stageDamaged()

describe('relay.db of the host', () => {
  test.each(harms)('%s: all go on, positions are given once, and what is gone is told', patient, async (name, harm) => {
    const told = toldOf(t.host, 'relay.db').length
    t.host = await restart(t.host, () => harm(join(t.host.dataFolder, 'relay.db')), true)
    await t.expectAllWell(`the relay, ${name}`)
    await expect.poll(() => toldOf(t.host, 'relay.db').length, long).toBe(told + 1)
  })

  test('who joins then reads what the webhooks posted, also of before', patient, async () => {
    const carl = await t.team.join('carl', (await t.host.client.team.createInvite({})).link)
    await expect.poll(() => textsOf(carl), long).toEqual(expect.arrayContaining(['first of the hook', 'hook after all came', 'hook after the relay, gone']))
    await t.say(carl, 'first of carl')
    await t.expectAllWell('carl came')
  })
})
