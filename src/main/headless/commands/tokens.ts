/** The commands of tokens: what programs show that manage webhooks over HTTP. */
import type { Command } from 'commander'
import type { TokenId } from '#shared/contract/ids.ts'
import { tokenScopeSchema } from '#shared/contract/token.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import { parseDuration, parseUsername } from '../parse.ts'
import { requireId, requireKnown } from './ids.ts'

interface CreateOptions extends CommonOptions {
  readonly person?: string
  readonly scope: string
  readonly expires?: number
  readonly label?: string
}

export function addTokenCommands(program: Command): void {
  const tokens = program.command('tokens').description('manage tokens, with which programs act in the name of a person; a token is printed once, when it is made')
  withCommonOptions(tokens.command('list').description('those that I may see, until 30 days after their end')).action(act((client) => client.tokens.list(), ['id', 'person', 'scope', 'label', 'lastFour', 'createdAt', 'expiresAt', 'lastUsedAt']))
  withCommonOptions(tokens.command('create').description('make one; it is printed this once'))
    .option('--person <name>', 'in whose name it acts (default: me)', parseUsername)
    .requiredOption('--scope <name>', 'what it opens: hooks')
    .option('--expires <duration>', 'how long it works, for instance 90d (default: until it is revoked)', parseDuration)
    .option('--label <text>', 'what it is for')
    .action(act((client, { person, scope, expires, label }: CreateOptions) => client.tokens.create({ person, scope: requireKnown(tokenScopeSchema, scope, 'scope'), expiresInMs: expires, label })))
  withCommonOptions(tokens.command('revoke <id>').description('end one at once')).action(
    act(async (client, _: CommonOptions, id: string) => ({ ...(await client.tokens.revoke({ id: requireId<TokenId>(id, 'token', 'tokens list') })), revoked: true })),
  )
}
