/** A random walk through everything that devices, connections and bad peers do: all end with the same keys. SOAK=1 takes the long way, SEED names it. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { RelayRefused } from '../../src/main/server/sync/relay.ts'
import { barricade, commitAnything, placeOf, plantBody, plantHandshake, poison } from './group-attack.ts'
import { hex, isKey, makeTeam, syncAll, type TestDevice } from './group-team.ts'

const isLong = process.env['SOAK'] === '1'
const seed = Number(process.env['SEED'] ?? 20_26)
const EPOCHS = isLong ? 2000 : 45
const MOST = isLong ? 14 : 7

/** Numbers from 0 to 1, the same for the same seed (Marsaglia's xorshift, 32 bits). */
function randomFrom(start: number): () => number {
  let state = Math.imul(start, 2_654_435_761) | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

test(`devices come, go, crash, race and lie, and agree in the end (seed ${seed})`, { timeout: isLong ? 7_200_000 : 60_000 }, async () => {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const team = makeTeam({ random })
  const counts: Record<string, number> = {}
  const founder = team.founder()
  await founder.keys.create()
  let live: TestDevice[] = [founder]
  const gone: TestDevice[] = []
  const cheated = new Set<string>()
  const backups = new Map<string, Uint8Array>()
  const epoch = () => live.reduce((most, { keys }) => ((keys.epoch() ?? 0n) > most ? (keys.epoch() as bigint) : most), 0n)
  const replace = (old: TestDevice, next: TestDevice) => void (live = live.map((device) => (device === old ? next : device)))
  const unheard = (error: unknown) => {
    if (!(error instanceof RelayRefused) || error.reason !== 'gone') throw error
  }

  const deeds: Record<string, () => Promise<void>> = {
    async join() {
      const device = team.invited(`m${team.facts.length}`)
      await device.keys.join()
      live.push(device)
    },
    async race() {
      const racers = [team.invited('r1'), team.invited('r2')]
      await Promise.all([...racers.map(({ keys }) => keys.join()), pick(live).keys.update(), pick(live).keys.update()])
      live.push(...racers)
    },
    update: async () => pick(live).keys.update(),
    sync: async () => pick(live).keys.sync(),
    async remove() {
      const victims = live.slice(1).filter(() => random() < 0.3)
      for (const victim of victims) team.remove(victim)
      live = live.filter((device) => !victims.includes(device))
      gone.push(...victims)
      await pick(live).keys.removeUnwanted()
    },
    async restart() {
      const device = pick(live)
      await device.keys.sync()
      replace(device, device.restart())
    },
    async backup() {
      const device = pick(live.slice(1))
      if (!device || backups.has(device.own.certificate.device)) return
      await device.keys.sync()
      backups.set(device.own.certificate.device, device.keys.save())
    },
    async restore() {
      const device = live.find(({ own }) => (backups.get(own.certificate.device)?.length ?? 0) > 0)
      if (!device) return
      replace(device, device.restart(backups.get(device.own.certificate.device)))
      // Once each: a device that is set back again and again is taken for two.
      backups.set(device.own.certificate.device, new Uint8Array())
    },
    async lostAnswer() {
      const device = pick(live)
      const isStored = random() < 0.5
      const cut = () => {
        throw new RelayRefused('gone', 'The connection ended.')
      }
      if (isStored) team.relay.afterAppend = cut
      else team.relay.beforeAppend = cut
      await device.keys.update().catch(unheard)
      team.relay.afterAppend = undefined
      team.relay.beforeAppend = undefined
      if (random() < 0.5) replace(device, device.restart())
    },
    async lie() {
      const liar = pick(live)
      await liar.keys.sync()
      const place = placeOf(team, liar)
      const { handshake } = await commitAnything(place, [])
      const other = await commitAnything(place, [])
      const lies = [
        () => plantBody(team, liar.own, randomBytes(200)),
        () => plantHandshake(team, liar.own, { ...handshake, groupInfo: other.handshake.groupInfo }),
        () => plantHandshake(team, gone[0]?.own ?? team.invited('nobody').own, handshake),
      ]
      pick(lies)()
    },
    async cheat() {
      // Once each, like a restored backup: to itself, who cheats looks like two devices with one key.
      const cheat = pick(live.slice(1).filter((device) => !cheated.has(device.own.certificate.device)))
      if (!cheat) return
      cheated.add(cheat.own.certificate.device)
      await cheat.keys.sync()
      const place = placeOf(team, cheat)
      plantHandshake(team, cheat.own, random() < 0.5 ? await barricade(place) : (await poison(place, () => random() < 0.5)).handshake)
    },
  }
  const names = Object.keys(deeds)

  const agree = async () => {
    // Who was led astray comes back by the word of another, one after the other.
    for (let round = 0; round < 8; round += 1) await syncAll(live)
    const views = live.map(({ name, own, keys, skipped }) => [name, own.certificate.device.slice(0, 4), keys.epoch(), keys.standing(), keys.confirmed(), hex(keys.code())?.slice(0, 6), skipped.slice(-4).map(({ record, reason }) => `${record.position} ${record.device.slice(0, 4)} ${reason}`)].join(' '))
    expect(new Set(live.map(({ keys }) => hex(keys.code()))).size, [JSON.stringify(counts), ...views].join('\n')).toBe(1)
    expect(new Set(live.map(({ keys }) => keys.standing()))).toEqual(new Set(['in']))
    expect(live[0]?.keys.roster(epoch())).toHaveLength(live.length)
    // After a cheat, an epoch can be one device's alone, and its key is gone if that device goes before it has answered anybody. What one of
    // those who stay has, all have.
    for (const { keys } of live) expect((await keys.recover()).length).toBeLessThanOrEqual(cheated.size * 3)
    const known = live.map(({ keys }) => Array.from({ length: Number(epoch()) + 1 }, (_, number) => (isKey(keys.key(BigInt(number))) ? hex(keys.key(BigInt(number))) : 'none')).join())
    expect(new Set(known).size).toBe(1)
    for (const { keys } of gone.slice(-3)) {
      await keys.sync()
      expect(keys.standing()).toBe('removed')
    }
    for (const { keys } of gone.slice(-3)) expect(keys.key(epoch())).toBe('outside')
    counts['agreed'] = (counts['agreed'] ?? 0) + 1
  }

  for (let step = 0; epoch() < EPOCHS; step += 1) {
    const name = live.length < 3 ? 'join' : live.length >= MOST ? 'remove' : pick(names)
    await deeds[name]?.()
    counts[name] = (counts[name] ?? 0) + 1
    if ((step + 1) % (isLong ? 60 : 12) === 0) await agree()
  }
  await agree()
  expect(counts['agreed']).toBeGreaterThan(1)
  if (isLong) console.log(JSON.stringify({ seed, epochs: Number(epoch()), records: team.relay.logs.get(`group/${team.group}`)?.length, conflicts: team.relay.conflicts, ...counts }))
})
