/** A group of keys: who joins gets the same keys and the history, who is removed gets no more, and what was begun is finished after a crash. */
import { describe, expect, test } from 'vitest'
import { createStanding } from '../../src/main/server/sync/engine/standing.ts'
import { RelayRefused } from '../../src/main/server/sync/relay.ts'
import { hex, isKey, makeTeam, syncAll, type TestDevice } from './group-team.ts'

const codes = (devices: readonly TestDevice[]) => new Set(devices.map(({ keys }) => hex(keys.code())))

describe('joining', () => {
  test('devices join one after another, all hold the same keys, and newcomers read everything', async () => {
    const team = makeTeam()
    const founder = team.founder()
    await founder.keys.create()
    const devices = [founder]
    for (const name of ['ada', 'ben', 'cid', 'dee']) {
      const device = team.invited(name)
      await device.keys.join()
      devices.push(device)
    }
    expect(devices.map(({ keys }) => keys.standing())).toEqual(devices.map(() => 'in'))
    await syncAll(devices)
    expect(codes(devices).size).toBe(1)
    expect(devices.map(({ keys }) => keys.epoch())).toEqual(devices.map(() => 4n))
    for (const { keys } of devices) expect(await keys.recover()).toEqual([])
    for (let epoch = 0n; epoch <= 4n; epoch += 1n) {
      expect(new Set(devices.map(({ keys }) => hex(keys.key(epoch)))).size).toBe(1)
      expect(isKey(founder.keys.key(epoch))).toBe(true)
      expect(devices.map(({ keys }) => keys.roster(epoch)?.length)).toEqual(devices.map(() => Number(epoch) + 1))
    }
    expect(devices.every(({ keys }) => keys.confirmed())).toBe(true)
    expect(devices.flatMap(({ skipped }) => skipped)).toEqual([])
    // One link for each joining, although four devices could have written it.
    expect(team.relay.logs.get(`links/${team.group}`)).toHaveLength(4)
  })

  test('eight devices join at the same moment', async () => {
    const team = makeTeam()
    const founder = team.founder()
    await founder.keys.create()
    const others = Array.from({ length: 8 }, (_, index) => team.invited(`m${index}`))
    await Promise.all(others.map(({ keys }) => keys.join()))
    await syncAll([founder, ...others])
    expect(codes([founder, ...others]).size).toBe(1)
    expect(founder.keys.epoch()).toBe(8n)
    expect(team.relay.conflicts).toBeGreaterThan(0)
  })

  test('a group is begun once', async () => {
    const team = makeTeam()
    const [one, other] = [team.founder('one'), team.founder('other')]
    const begun = await Promise.allSettled([one.keys.create(), other.keys.create()])
    expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(begun.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'exists' } })
    await other.keys.join()
    await one.keys.join()
    await syncAll([one, other])
    expect(codes([one, other]).size).toBe(1)
  })

  test('there is nothing to join before a group is begun', async () => {
    const device = makeTeam().invited('early')
    await expect(device.keys.join()).rejects.toMatchObject({ reason: 'no_group' })
    expect([device.keys.standing(), device.keys.epoch(), device.keys.key(0n), device.keys.code(), device.keys.confirmed()]).toEqual(['outside', undefined, 'outside', undefined, false])
  })

  test('with a history closed to newcomers, they read from their joining on, and are still answered', async () => {
    const team = makeTeam({ history: 'from-join' })
    const founder = team.founder()
    await founder.keys.create()
    await founder.keys.update()
    const late = team.invited('late')
    await late.keys.join()
    expect(late.keys.confirmed()).toBe(false)
    await syncAll([founder, late])
    expect(late.keys.confirmed()).toBe(true)
    expect(await late.keys.recover()).toEqual([1n, 0n])
    expect([0n, 1n].map((epoch) => late.keys.key(epoch))).toEqual(['before_joining', 'before_joining'])
    expect(hex(late.keys.key(2n))).toBe(hex(founder.keys.key(2n)))
    expect(founder.keys.key(3n)).toBe('ahead')
  })
})

describe('being removed', () => {
  test('who does not belong any more is removed by anybody, knows it, and gets no further key', async () => {
    const team = makeTeam()
    const [founder, ada, ben] = [team.founder(), team.invited('ada'), team.invited('ben')]
    await founder.keys.create()
    await ada.keys.join()
    await ben.keys.join()
    await syncAll([founder, ada, ben])
    expect(await founder.keys.removeUnwanted()).toEqual([])
    const before = founder.keys.epoch()
    team.remove(ben)
    expect((await ada.keys.removeUnwanted()).map(({ device }) => device)).toEqual([ben.own.certificate.device])
    await syncAll([founder, ada, ben])
    expect(ben.keys.standing()).toBe('removed')
    expect(founder.keys.epoch()).toBe((before ?? 0n) + 1n)
    expect(hex(founder.keys.key(before as bigint))).toBe(hex(ben.keys.key(before as bigint)))
    expect(ben.keys.key((before as bigint) + 1n)).toBe('outside')
    expect(founder.keys.roster(before as bigint)).toHaveLength(3)
    expect(founder.keys.roster((before as bigint) + 1n)).toHaveLength(2)
    await expect(ben.keys.update()).rejects.toMatchObject({ reason: 'removed' })
    await expect(ben.keys.join()).rejects.toMatchObject({ reason: 'not_allowed' })
    // Facts may change again; then the same device comes back.
    team.admit(ben)
    await ben.keys.join()
    await syncAll([founder, ada, ben])
    expect(codes([founder, ada, ben]).size).toBe(1)
    expect(await ben.keys.recover()).toEqual([])
  })

  test('several are removed in one commit, also while others commit', async () => {
    const team = makeTeam()
    const founder = team.founder()
    await founder.keys.create()
    const others = ['a', 'b', 'c', 'd', 'e'].map((name) => team.invited(name))
    for (const { keys } of others) await keys.join()
    await syncAll([founder, ...others])
    const [ada, ben, cid] = others as [TestDevice, TestDevice, TestDevice]
    team.remove(ada)
    team.remove(ben)
    await Promise.all([founder.keys.removeUnwanted(), cid.keys.removeUnwanted(), cid.keys.update(), founder.keys.update()])
    await syncAll([founder, ...others])
    expect(others.map(({ keys }) => keys.standing())).toEqual(['removed', 'removed', 'in', 'in', 'in'])
    expect(founder.keys.roster(founder.keys.epoch() ?? 0n)).toHaveLength(4)
    // One removal, two updates: the second remover found nothing left to do.
    expect(founder.keys.epoch()).toBe(8n)
  })
})

describe('after a crash', () => {
  test('the kept state goes on where it was', async () => {
    const team = makeTeam()
    let founder = team.founder()
    await founder.keys.create()
    let ada = team.invited('ada')
    await ada.keys.join()
    for (let round = 0; round < 5; round += 1) {
      founder = founder.restart()
      await founder.keys.update()
      ada = ada.restart()
      await ada.keys.update()
    }
    await syncAll([founder, ada])
    expect(codes([founder, ada]).size).toBe(1)
    expect(founder.keys.epoch()).toBe(11n)
    expect([...founder.skipped, ...ada.skipped]).toEqual([])
    expect(await ada.keys.recover()).toEqual([])
    expect(founder.keys.roster(0n)).toEqual(ada.keys.roster(0n))
  })

  test.each(['update', 'join'] as const)('an %s whose answer was lost is found in the log and taken on', async (verb) => {
    const team = makeTeam()
    const founder = team.founder()
    await founder.keys.create()
    const ada = team.invited('ada')
    if (verb === 'update') await ada.keys.join()
    team.relay.afterAppend = () => {
      throw new RelayRefused('gone', 'The connection ended.')
    }
    await expect(ada.keys[verb]()).rejects.toMatchObject({ reason: 'gone' })
    team.relay.afterAppend = undefined
    const restarted = ada.restart()
    await restarted.keys.sync()
    await syncAll([founder, restarted])
    expect(codes([founder, restarted]).size).toBe(1)
    expect(restarted.keys.epoch()).toBe(verb === 'update' ? 2n : 1n)
    expect(restarted.skipped).toEqual([])
  })

  test.each(['update', 'join'] as const)('an %s that never arrived is sent once, or given up when another was first', async (verb) => {
    for (const isBeaten of [false, true]) {
      const team = makeTeam()
      const founder = team.founder()
      await founder.keys.create()
      const ada = team.invited('ada')
      if (verb === 'update') await ada.keys.join()
      team.relay.beforeAppend = () => {
        throw new RelayRefused('gone', 'The connection ended.')
      }
      await expect(ada.keys[verb]()).rejects.toMatchObject({ reason: 'gone' })
      team.relay.beforeAppend = undefined
      if (isBeaten) await founder.keys.update()
      const restarted = ada.restart()
      await restarted.keys.sync()
      if (isBeaten && verb === 'join') expect(restarted.keys.standing()).toBe('outside')
      await restarted.keys.join()
      await syncAll([founder, restarted])
      expect(codes([founder, restarted]).size).toBe(1)
      expect(restarted.keys.epoch()).toBe({ update: 2n, join: isBeaten ? 2n : 1n }[verb])
    }
  })

  test('a commit that could not be kept does not leave before it is', async () => {
    const team = makeTeam()
    const founder = team.founder()
    await founder.keys.create()
    let isBad = true
    const member = team.invited('member', { options: { keep: async () => (isBad ? Promise.reject(new Error('disk full')) : undefined) } })
    const handshakes = (): number => team.relay.logs.get(`group/${team.group}`)?.length ?? 0
    await expect(member.keys.join()).rejects.toThrow('disk full')
    await expect(member.keys.join()).rejects.toThrow('disk full')
    expect(handshakes()).toBe(1)
    isBad = false
    await member.keys.join()
    expect([handshakes(), member.keys.standing()]).toEqual([2, 'in'])
  })

  test('a device whose backup was restored joins again and keeps reading', async () => {
    const team = makeTeam()
    const [founder, ada] = [team.founder(), team.invited('ada')]
    await founder.keys.create()
    await ada.keys.join()
    await syncAll([founder, ada])
    const backup = ada.keys.save()
    await ada.keys.update()
    await founder.keys.update()
    await ada.keys.sync()
    const restored = ada.restart(backup)
    await restored.keys.sync()
    await syncAll([founder, restored])
    expect(codes([founder, restored]).size).toBe(1)
    expect(await restored.keys.recover()).toEqual([])
    expect(founder.keys.roster(founder.keys.epoch() as bigint)).toHaveLength(2)
  })

  test('of two devices with the same keys, one stops and says so', async () => {
    const team = makeTeam()
    const [founder, ada] = [team.founder(), team.invited('ada')]
    await founder.keys.create()
    await ada.keys.join()
    await syncAll([founder, ada])
    const twin = ada.restart(ada.keys.save())
    for (let round = 0; round < 6; round += 1) {
      if (ada.keys.standing() === 'in') await ada.keys.update()
      await twin.keys.sync()
      if (twin.keys.standing() === 'in') await twin.keys.update()
      await syncAll([ada, founder])
    }
    expect([ada.keys.standing(), twin.keys.standing()].sort()).toEqual(['in', 'twin'])
    const [stopped, going] = ada.keys.standing() === 'twin' ? [ada, twin] : [twin, ada]
    await syncAll([founder, going])
    expect(codes([founder, going]).size).toBe(1)
    await expect(stopped.keys.update()).rejects.toMatchObject({ reason: 'twin' })
    const told: unknown[] = []
    const { group: workspace } = team
    for (const { keys } of [stopped, going]) createStanding({ workspace, groups: { keys: () => keys }, home: { tell: (news) => told.push(news) } })([workspace])
    expect(told).toEqual([{ code: '', twin: true }, { code: expect.stringMatching(/^\d{5}( \d{5}){5}$/) as string, twin: false }])
    expect(isKey(stopped.keys.key(1n))).toBe(true)
  })
})
