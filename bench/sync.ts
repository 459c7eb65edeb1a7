/** Sync: from one device to the other, the catch-up of a newcomer, the fiftieth device, and from one person to another's screen, against an unencrypted echo over the same sockets. */
import { median } from './load.ts'
import { timeEcho } from './sync-echo.ts'
import { syncShown } from './sync-shown.ts'
import { hostTeam, until } from './sync-team.ts'

const rounds = 200
const history = 10_000
const devices = 50
/** Of a part; both together take less than four minutes. */
const LIMIT_MS = 115_000

/** The parts one after the other; what one has found counts also when it does not end. */
export async function sync(): Promise<string[]> {
  const startedAt = performance.now()
  const lines: string[] = []
  await within(lines, 'shown', syncShown)
  await within(lines, 'devices', measureDevices)
  return [...lines, `sync took ${((performance.now() - startedAt) / 1000).toFixed(0)} s in all`]
}

/** On a machine that is busy with other things a part may not end: that is said, and the rest is measured. */
async function within(lines: string[], name: string, part: (found: string[]) => Promise<void>): Promise<void> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(true), LIMIT_MS).unref())
  if (await Promise.race([part(lines).then(() => false), late])) lines.push(`sync ${name} did not end within ${LIMIT_MS / 1000} s: its other figures are missing`)
}

async function measureDevices(lines: string[]): Promise<void> {
  const echo = await timeEcho()
  const hosted = await hostTeam()
  try {
    const bob = await hosted.join('bob')
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const before = hosted.home.arrivals.length
      const startedAt = performance.now()
      await bob.say(`Deployed **web 4.18.2** to production, ${round}`)
      await until(() => hosted.home.arrivals.length > before, 0)
      times.push(performance.now() - startedAt)
    }
    const sent = median(times)
    lines.push(`sync send ratio ${(sent / echo).toFixed(1)} (p50 ${sent.toFixed(2)} ms sealed, signed, ordered and opened; echo ${echo.toFixed(2)} ms)`)
    const already = hosted.home.arrivals.length
    for (let number = 0; number < history; number += 1) await hosted.say(`message ${number}`)
    await until(() => hosted.home.arrivals.length >= already + history, 20)
    const joinedAt = performance.now()
    await bob.team.stop()
    const late = await hosted.join('late')
    await until(() => late.home.texts(hosted.channel).length >= history + rounds, 20)
    const catchUp = performance.now() - joinedAt
    lines.push(`sync join and catch-up of ${history + rounds} messages ${(catchUp / 1000).toFixed(2)} s (to be at most 5 s)`)
    await late.team.stop()
    let last = 0
    for (let number = 3; number < devices; number += 1) {
      const startedAt = performance.now()
      const member = await hosted.join(`member-${number}`)
      last = performance.now() - startedAt
      // They share this process: all of them at work would be measured together.
      await member.team.stop()
    }
    lines.push(`sync join of device ${devices} ${(last / 1000).toFixed(2)} s (to be at most 1 s)`)
  } finally {
    await hosted.stop()
  }
}
