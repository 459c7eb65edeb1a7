/** A hosted workspace and its members for benchmarks: real relay, real sockets, real keys; what a server would store is kept in memory. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Change } from '../src/shared/contract/change.ts'
import type { ChannelId } from '../src/shared/contract/ids.ts'
import { random } from '../src/main/server/random.ts'
import { joinTeam } from '../src/main/server/sync/engine/join-team.ts'
import { runTeam, type Team } from '../src/main/server/sync/engine/run-team.ts'
import { joiningFolder } from '../src/main/server/sync/sync-file.ts'
import { findFreePort } from '../test/helpers/free-port.ts'
import { memoryHome, type MemoryHome } from '../test/sync/engine-home.ts'

export interface Member {
  readonly team: Team
  readonly home: MemoryHome
  readonly device: string
  readonly person: string
  say(text: string): Promise<void>
}

export interface Hosted extends Member {
  readonly channel: ChannelId
  join(name: string): Promise<Member>
  stop(): Promise<void>
}

const makeChange = (device: string, scope: string, kind: string, body: object): Change => ({ id: v7(), scope, kind, authorDevice: device, at: Date.now(), body }) as unknown as Change

export async function hostTeam(): Promise<Hosted> {
  const folders: string[] = []
  const folder = (): string => {
    folders.push(mkdtempSync(join(tmpdir(), 'hookline-sync-')))
    return folders.at(-1)!
  }
  const [device, person, workspaceId, channel] = [v7(), v7(), v7(), v7() as ChannelId]
  const facts: Change[] = [
    makeChange(device, 'workspace', 'workspace.defined', { workspaceId, name: 'Bench' }),
    makeChange(device, 'workspace', 'person.defined', { personId: person, username: 'host', displayName: 'Host', role: 'owner' }),
    makeChange(device, channel, 'channel.created', { name: 'town-square', displayName: 'Town', purpose: '', type: 'public', createdBy: person }),
    makeChange(device, channel, 'member.joined', { personId: person }),
  ]
  const home = memoryHome(facts.map((change, index) => ({ log: 'workspace', position: index + 1, change })))
  const team = await runTeam({ dataFolder: folder(), masterKey: random(32), isTeam: false, home, findAuthor: async () => undefined })
  const body = await team.found({ device: device as never, deviceName: 'host', person, username: 'host', displayName: 'Host', workspaceId })
  home.say('workspace', makeChange(device, 'workspace', 'device.admitted', body))
  const port = await findFreePort()
  const problem = await team.open([`127.0.0.1:${port}`], port)
  if (problem !== null) throw new Error(problem)
  const { body: invite, link } = team.invite({ inviteId: v7(), role: 'member', expiresAt: null, uses: 1000, person: null, label: '', createdBy: person }, 'Bench')
  home.say('workspace', makeChange(device, 'workspace', 'invite.created', invite))
  team.wake()
  await until(() => home.arrivals.some((one) => 'change' in one && one.change.kind === 'invite.created'))

  const speaker = (here: Omit<Member, 'say'>): Member => ({
    ...here,
    say: async (text) => {
      here.home.say(channel, makeChange(here.device, channel, 'message.posted', { messageId: v7(), type: 'message', authorId: here.person, text, username: null, hookId: null, iconUrl: null, iconEmoji: null, attachments: [], props: {} }))
      here.team.wake()
    },
  })
  async function joinAs(name: string): Promise<Member> {
    const dataFolder = folder()
    const masterKey = random(32)
    await joinTeam({ link, username: name, displayName: name, deviceName: name, dataFolder, masterKey, now: Date.now })
    for (const file of ['sync.db']) renameSync(join(joiningFolder(dataFolder), file), join(dataFolder, file))
    const memberHome = memoryHome()
    const memberTeam = await runTeam({ dataFolder, masterKey, isTeam: true, home: memberHome, findAuthor: async () => undefined })
    await memberTeam.replayed()
    const admitted = memberHome.arrivals.flatMap((one) => ('change' in one && one.change.kind === 'device.admitted' && one.change.body.username === name ? [one.change] : []))[0]!
    const member = speaker({ team: memberTeam, home: memberHome, device: admitted.authorDevice, person: (admitted.body as { personId: string }).personId })
    memberHome.say('workspace', makeChange(member.device, channel, 'member.joined', { personId: member.person }))
    memberTeam.wake()
    await memberTeam.caughtUp()
    return member
  }
  return {
    ...speaker({ team, home, device, person }),
    channel,
    join: joinAs,
    async stop() {
      await team.stop()
      for (const one of folders) rmSync(one, { recursive: true, force: true })
    },
  }
}

export async function until(isSo: () => boolean, everyMs = 1): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, everyMs))
}
