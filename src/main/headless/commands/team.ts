/** The commands of a workspace on several machines: host, invites, join, devices. */
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import type { DeviceId, InviteId } from '#shared/contract/ids.ts'
import { roleSchema, type Person } from '#shared/contract/person.ts'
import type { Invite } from '#shared/contract/team.ts'
import { hostname, userInfo } from 'node:os'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import { confirm, type Confirmable } from '../confirm.ts'
import type { Client } from '../connect.ts'
import { addOne, parseDuration, parseLimit, parsePort, parseUsername } from '../parse.ts'
import { requireId } from './ids.ts'

interface InviteOptions extends CommonOptions {
  readonly role: string
  readonly expires?: number
  readonly uses?: number
  readonly for?: string
  readonly label?: string
}

interface JoinOptions extends CommonOptions {
  readonly username?: string
  readonly displayName?: string
  readonly deviceName?: string
}

export function addTeamCommands(program: Command): void {
  withCommonOptions(program.command('team')).description('show how this device stands in its team').action(act((client) => client.team.status()))
  withCommonOptions(program.command('host'))
    .description('let others join this workspace; the running app (or "hookline serve --host") keeps the door open')
    .requiredOption('--address <host:port>', 'where others reach this device; can be repeated', addOne)
    .option('--port <n>', 'port to listen on (default: 4666)', parsePort)
    .action(act((client, { address, port }: CommonOptions & { address: string[]; port?: number }) => client.team.host({ addresses: address, port })))
  withCommonOptions(program.command('find-host <host:port>'))
    .description('say where the host of this team is now; its key is compared before anything is sent')
    .action(act((client, _: CommonOptions, address: string) => client.team.findHost({ address })))
  withCommonOptions(program.command('trust-clock'))
    .description('on the host: its clock was ahead and is right now, so that invites no longer count as expired')
    .action(act((client) => client.team.trustClock()))
  const invites = program.command('invites').description('manage the links with which others join')
  withCommonOptions(invites.command('list')).description('show invites with what became of them').action(act((client) => client.team.listInvites(), ['id', 'role', 'label', 'uses', 'used', 'expiresAt', 'revokedAt', 'createdAt']))
  withCommonOptions(invites.command('create'))
    .description('make an invite; its link is printed this once')
    .option('--role <role>', 'member, admin or guest', 'member')
    .option('--expires <duration>', 'how long it works, for instance 7d (default: until it is revoked)', parseDuration)
    .option('--uses <n>', 'how many devices may come with it (default: 1)', parseLimit)
    .option('--for <username>', 'for a device of this person, who is here already or was removed and comes back', parseUsername)
    .option('--label <text>', 'for whom or what')
    .action(act(createInvite))
  withCommonOptions(invites.command('revoke <id>')).description('nobody joins with it any more; who came with it stays').action(act((client, _: CommonOptions, id: string) => client.team.revokeInvite({ id: requireId<InviteId>(id, 'invite', 'invites list') })))
  const devices = program.command('devices').description('manage the devices of this workspace')
  withCommonOptions(devices.command('list')).description('show the devices of everybody here').action(act((client) => client.team.listDevices(), ['id', 'username', 'name', 'admittedAt', 'removedAt', 'online', 'lastSeenAt', 'isThis', 'isHost']))
  withCommonOptions(devices.command('add')).description('make a link for another device of yours').action(act(async (client) => toLink(await client.team.addDevice())))
  withCommonOptions(devices.command('remove <id>')).description('a removed device gets nothing new and can write nothing').action(act((client, _: CommonOptions, id: string) => client.team.removeDevice({ id: requireId<DeviceId>(id, 'device', 'devices list') })))
  withCommonOptions(program.command('hand-over <username>'))
    .description('make somebody else the owner of this workspace; you are an admin from then on')
    .option('--yes', 'do not ask')
    .action(act(handOver))
  withCommonOptions(program.command('join <link>'))
    .description('join the workspace of an invite link ("hookline serve" then runs it); what was in this data folder is set aside')
    .option('--username <name>', 'your username there (default: that of this computer)')
    .option('--display-name <name>', 'your name there (default: the username)')
    .option('--device-name <name>', 'what to call this device (default: its host name)')
    .action(act(join))
}

async function createInvite(client: Client, { role: rawRole, expires, uses, for: person, label }: InviteOptions): Promise<unknown> {
  const role = roleSchema.exclude(['owner']).safeParse(rawRole)
  if (!role.success) throw new AppError('invalid', `There is no role “${rawRole}” for invites. Known: admin, member, guest.`, 'role')
  const known = async (): Promise<Person[]> => [...(await client.people.list()), ...(await client.team.listRemoved())]
  const personId = person === undefined ? null : (await known()).find(({ username }) => username === person.toLowerCase())?.id
  if (personId === undefined) throw new AppError('not_found', `There is nobody called “${person}”; "hookline people list" shows who is here.`, 'for')
  if (expires === 0) throw new AppError('invalid', '--expires: an invite works for some time, for instance 7d. Leave it out for one that works until it is revoked.', 'expires')
  const expiresAt = expires === undefined ? null : Math.ceil((Date.now() + expires) / 1000) * 1000
  return toLink(await client.team.createInvite({ role: role.data, expiresAt, uses, personId, label }))
}

/** Without the picture, which is for windows. */
const toLink = ({ invite, link }: { readonly invite: Invite; readonly link: string }) => ({ ...invite, link })

async function handOver(client: Client, options: CommonOptions & Confirmable, rawUsername: string): Promise<unknown> {
  const username = parseUsername(rawUsername)
  await confirm(options, `@${username} will own this workspace, and you will be an admin. Only @${username} can undo it.`)
  return client.team.handOver({ username })
}

async function join(client: Client, { username = userInfo().username.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '-'), displayName = username, deviceName = hostname() }: JoinOptions, link: string): Promise<unknown> {
  const { workspaceName } = await client.team.join({ link, username, displayName, deviceName })
  return { joined: true, workspace: workspaceName, username }
}
