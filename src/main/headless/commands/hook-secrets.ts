/** The commands of the secrets that a webhook's senders sign with. */
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import type { Client } from '../connect.ts'
import { parseDuration } from '../parse.ts'
import { hookId } from './ids.ts'

interface SetOptions extends CommonOptions {
  readonly stdin?: boolean
  readonly overlap?: number
}

const dayMs = 24 * 3600_000

export function addSecretCommands(hooks: Command): void {
  const secret = hooks.command('secret').description('manage the secret that senders sign with; one that is made here is printed once')
  withCommonOptions(secret.command('list <id>').description('when each was made and last used')).action(
    act(async (client, _: CommonOptions, id: string) => (await client.hooks.secrets({ id: hookId(id) })).map(({ number, ...one }) => ({ secret: number === 1 ? 'current' : 'old', ...one })), ['secret', 'createdAt', 'lastUsedAt', 'expiresAt']),
  )
  withCommonOptions(secret.command('set <id>').description('the first one, or another one at once'))
    .option('--stdin', 'take the one on standard input instead of making one')
    .action(act((client, options: SetOptions, id: string) => setSecret(client, { ...options, overlap: 0 }, id)))
  withCommonOptions(secret.command('rotate <id>').description('another one, while the old one goes on counting'))
    .option('--stdin', 'take the one on standard input instead of making one')
    .option('--overlap <duration>', 'how long the old one counts, for instance 24h', parseDuration, dayMs)
    .action(act(setSecret))
  withCommonOptions(secret.command('remove <id>').description('all, or the old one; a webhook that asks for signatures takes nothing without'))
    .option('--old', 'only the old one')
    .action(
      act(async (client, { old }: CommonOptions & { old?: boolean }, id: string) => ({ ...(await client.hooks.removeSecret({ id: hookId(id), ...(old === true ? { number: 2 as const } : {}) })), removed: true })),
    )
}

/** Never from the words of the command: other programs can read those. */
async function setSecret(client: Client, { stdin, overlap = 0 }: SetOptions, id: string) {
  const given = stdin === true ? { secret: await text(process.stdin) } : {}
  return client.hooks.setSecret({ id: hookId(id), overlapMs: overlap, ...given })
}
