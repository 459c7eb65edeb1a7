/** The commands of channels and messages. */
import type { Command } from 'commander'
import type { Channel } from '#shared/contract/channel.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import { parseLimit, parseUsernames } from '../parse.ts'

interface CreateChannelOptions extends CommonOptions {
  readonly name: string
  readonly displayName?: string
  readonly purpose?: string
  readonly private?: boolean
  readonly members?: string[]
}

export function addChatCommands(program: Command): void {
  addChannelCommands(program)
  const messages = program.command('messages').description('read messages')
  withCommonOptions(messages.command('list').description('the newest of a channel, in their order'))
    .requiredOption('--channel <name>', 'a channel, or @username for direct messages')
    .option('--limit <n>', 'at most this many (1 to 1000)', parseLimit, 50)
    .action(act(async (client, { channel, limit }: CommonOptions & { channel: string; limit: number }) => (await client.messages.list({ channel, limit, withReplies: true })).messages, ['createdAt', 'username', 'type', 'text']))
  withCommonOptions(messages.command('show <id>').description('one message; "messages list --json" has the ids, and so has X-Hookline-Message-Id')).action(act((client, _: CommonOptions, id: string) => client.messages.show({ id })))
  withCommonOptions(program.command('post').argument('<text>', 'in quotes, where it is more than one word'))
    .description('post as me: for what should not go through a hook')
    .requiredOption('--channel <name>', 'a channel, or @username for a direct message')
    .action(act((client, { channel }: CommonOptions & { channel: string }, text: string) => client.messages.post({ channel, text })))
}

function addChannelCommands(program: Command): void {
  const channels = program.command('channels').description('list, create, archive and restore channels')
  withCommonOptions(channels.command('list').description('the channels that I am in')).action(act(async (client) => (await client.channels.list()).map(toRow), ['name', 'type', 'displayName', 'members', 'id']))
  withCommonOptions(channels.command('create').description('make one; I am in it'))
    .requiredOption('--name <name>', 'the handle, for instance release-room')
    .option('--display-name <text>', 'the name that people see (default: the handle)')
    .option('--purpose <text>', 'what it is for')
    .option('--private', 'only members can read it')
    .option('--members <usernames>', 'separated by commas', parseUsernames)
    .action(
      act(async (client, options: CreateChannelOptions) => {
        const { name, displayName, purpose, private: isPrivate = false, members = [] } = options
        return toRow(await client.channels.create({ name, displayName, purpose, private: isPrivate, members }))
      }),
    )
  withCommonOptions(channels.command('archive <name>').description('nobody can post there any more; what was said stays')).action(
    act(async (client, _: CommonOptions, name: string) => ({ id: (await client.channels.archive({ channel: name })).channelId, archived: true })),
  )
  withCommonOptions(channels.command('restore <name>').description('bring an archived one back')).action(act(async (client, _: CommonOptions, name: string) => toRow(await client.channels.restore({ channel: name }))))
}

function toRow({ id, name, type, displayName, members }: Channel) {
  return { id, name, type, displayName, members }
}
