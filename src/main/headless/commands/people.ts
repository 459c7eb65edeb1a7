/** The commands of people: who is here, who was removed, their roles. */
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { roleSchema, type Role } from '#shared/contract/person.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import { confirm, type Confirmable } from '../confirm.ts'
import type { Client } from '../connect.ts'
import { parseUsername } from '../parse.ts'

interface CreateOptions extends CommonOptions {
  readonly username: string
  readonly displayName?: string
  readonly role: string
}

export function addPeopleCommands(program: Command): void {
  const people = program.command('people').description('list, add and remove people, and change their roles')
  withCommonOptions(people.command('list').description('who is here'))
    .option('--removed', 'who was removed instead; "invites create --for" brings them back')
    .action(act((client, { removed = false }: CommonOptions & { removed?: boolean }) => (removed ? client.team.listRemoved() : client.people.list()), ['username', 'displayName', 'role', 'id']))
  withCommonOptions(people.command('create').description('add somebody who has no computer of their own here; “invites create” is for those who have'))
    .requiredOption('--username <name>', 'how others mention them')
    .option('--display-name <text>', 'the name that people see (default: the username)')
    .option('--role <role>', 'admin, member or guest', 'member')
    .action(act((client, { username, displayName, role }: CreateOptions) => client.people.create({ username, displayName, role: readRole(role, '--role') })))
  withCommonOptions(people.command('role <username> <role>').description('make somebody an admin, a member or a guest; “hand-over” makes them the owner')).action(
    act((client, _: CommonOptions, username: string, role: string) => client.people.setRole({ username: parseUsername(username), role: readRole(role, 'role') })),
  )
  withCommonOptions(people.command('remove <username>').description('they get nothing new and can write nothing; what they wrote stays'))
    .option('--yes', 'do not ask')
    .action(act(remove))
}

/** @throws AppError `invalid` (`role`) */
function readRole(raw: string, name: string): Exclude<Role, 'owner'> {
  const role = roleSchema.exclude(['owner']).safeParse(raw)
  if (!role.success) throw new AppError('invalid', `${name}: “${raw}” is none of admin, member, guest.`, 'role')
  return role.data
}

async function remove(client: Client, options: CommonOptions & Confirmable, rawUsername: string): Promise<unknown> {
  const username = parseUsername(rawUsername)
  await confirm(options, `@${username} gets nothing new from now on and can write nothing, with all devices. What they wrote stays.`)
  await client.team.removePerson({ username })
  return { username, removed: true }
}
