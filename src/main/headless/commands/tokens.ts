/** The commands of tokens: what programs show that manage webhooks over HTTP. */
import type { Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import type { TokenId } from '#shared/contract/ids.ts'
import { tokenScopeSchema, type Token } from '#shared/contract/token.ts'
import { parseId } from '#shared/core/ids.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import { parseDuration, parseUsername } from '../parse.ts'

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
    .action(act((client, { person, scope, expires, label }: CreateOptions) => client.tokens.create({ person, scope: tokenScope(scope), expiresInMs: expires, label })))
  withCommonOptions(tokens.command('revoke <id>').description('end one at once')).action(
    act(async (client, _: CommonOptions, id: string) => ({ ...(await client.tokens.revoke({ id: tokenId(id) })), revoked: true })),
  )
}

function tokenScope(raw: string): Token['scope'] {
  const parsed = tokenScopeSchema.safeParse(raw)
  if (!parsed.success) throw new AppError('invalid', `There is no scope “${raw}”. Known: ${tokenScopeSchema.options.join(', ')}.`, 'scope')
  return parsed.data
}

/** What is no id cannot be found. */
function tokenId(raw: string): TokenId {
  const id = parseId<TokenId>(raw)
  if (id === undefined) throw new AppError('not_found', `There is no token “${raw}”; "hookline tokens list" shows the ids.`)
  return id
}
