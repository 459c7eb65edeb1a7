/** The commands of incoming webhooks, their addresses and verdicts. */
import { Option, type Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import type { MintedAddress } from '#shared/contract/hook.ts'
import { defaultHookRules } from '#shared/contract/hook-rules.ts'
import { verdictIdSchema, type AddressId, type VerdictId } from '#shared/contract/ids.ts'
import type { Inspected } from '#shared/contract/rpc/verdicts.ts'
import { verdictStateSchema, type Verdict, type VerdictState } from '#shared/contract/verdict.ts'
import { dialects } from '#shared/dialects/index.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import type { Client } from '../connect.ts'
import { parseDuration, parseLimit, parseSome, parseUsername, textOrNone, withoutUndefined } from '../parse.ts'
import { showHealth, showHook } from './hook-health.ts'
import { changesSignature, readRules, showNames, withRules, type RuleOptions } from './hook-rules.ts'
import { addSecretCommands } from './hook-secrets.ts'
import { addTrialCommands } from './hook-trials.ts'
import { dialectId, hookId, requireId, requireKnown } from './ids.ts'
import { withDevice } from './with-device.ts'

interface HookFieldOptions extends CommonOptions {
  readonly channel?: string
  readonly name?: string
  readonly description?: string
  readonly owner?: string
  readonly locked?: boolean
  readonly username?: string
  readonly iconUrl?: string
  readonly iconEmoji?: string
}

export function addHookCommands(program: Command): void {
  const hooks = program.command('hooks').description('manage incoming webhooks')
  withCommonOptions(hooks.command('list').description('those that I may manage')).action(act(async (client) => withDevice(client, await client.hooks.list()), ['id', 'name', 'channel', 'owner', 'enabled', 'dialects', 'requests', 'lastUsedAt', 'device']))
  withCommonOptions(hooks.command('show <id>').description('one with its rules and health')).action(act(showHook))
  withCommonOptions(hooks.command('health <id>').description('how it does: what came, what was refused, how fast, and whether it is used')).action(act(showHealth))
  withRules(withFields(withCommonOptions(hooks.command('create').description('make one; its addresses are printed this once')), true))
    .option('--dialect <names>', `shapes of its addresses, separated by commas: ${dialects.map(({ id }) => id).join(', ')} (default: all)`, parseSome)
    .action(act(createHook))
  withRules(withFields(withCommonOptions(hooks.command('update <id>').description('change what is named; all else stays')), false))
    .option('--no-locked', 'let requests choose the channel')
    .action(act(updateHook))
  for (const [verb, enabled] of [['enable', true], ['disable', false]] as const) {
    withCommonOptions(hooks.command(`${verb} <id>`).description(enabled ? 'let it post again' : 'refuse what comes until it is switched on; nothing is deleted')).action(act((client, _: CommonOptions, id: string) => client.hooks.update({ id: hookId(id), enabled })))
  }
  withCommonOptions(hooks.command('delete <id>').description('delete it; its addresses end at once, its messages stay')).action(
    act(async (client, _: CommonOptions, id: string) => ({ ...(await client.hooks.delete({ id: hookId(id) })), deleted: true })),
  )
  addSecretCommands(hooks)
  addTrialCommands(hooks)
  withCommonOptions(hooks.command('backlog <id>').description('posts that wait for their turn')).action(act((client, _: CommonOptions, id: string) => client.hooks.backlog({ id: hookId(id) })))
  withCommonOptions(hooks.command('clear-backlog <id>').description('posts at once what waits, or drops it'))
    .addOption(new Option('--by <how>').choices(['posting', 'dropping']).makeOptionMandatory())
    .action(act((client, { by }: CommonOptions & { by: 'posting' | 'dropping' }, id: string) => client.hooks.clearBacklog({ id: hookId(id), by })))
  addAddressCommands(program)
  const verdicts = program.command('verdicts').description('what happened to each request')
  withCommonOptions(verdicts.command('list').description('the newest first'))
    .option('--hook <id>', 'only those to this webhook')
    .option('--state <state>', 'all, posted, refused, or strays: those that reached no webhook', (raw) => requireKnown(verdictStateSchema, raw, 'state'), 'all')
    .option('--text <words>', 'only those that say this in their sentence, reason, remote address or user agent', '')
    .option('--limit <n>', 'at most this many (1 to 1000)', parseLimit, 100)
    .action(act(listVerdicts, ['id', 'at', 'status', 'reason', 'dialect', 'detail', 'count']))
  withCommonOptions(verdicts.command('show <id>')).description('one request with its headers and body, secrets taken out').action(act(async (client, _: CommonOptions, id: string) => withLink(await client.verdicts.show({ id: verdictId(id) }))))
  withCommonOptions(verdicts.command('replay <id>')).description('send a request again as it was; ends with 1 when it is refused').action(act(replay))
}

interface VerdictOptions extends CommonOptions {
  readonly hook?: string
  readonly state: VerdictState
  readonly text: string
  readonly limit: number
}

/** Further and further back, a bounded step at a time, until there are enough or everything was looked at. */
const listVerdicts = async (client: Client, { hook, state, text, limit }: VerdictOptions) => {
  const found: Verdict[] = []
  let before: VerdictId | undefined
  do {
    const { verdicts, next } = await client.verdicts.search({ hookId: hook === undefined ? undefined : hookId(hook), state, text, limit: limit - found.length, before })
    found.push(...verdicts)
    before = next ?? undefined
  } while (before !== undefined && found.length < limit)
  return found
}

/** As for a sample, the exit code is 1 when it was refused. */
const replay = async (client: Client, _: CommonOptions, id: string): Promise<Verdict> => {
  const verdict = await client.verdicts.replay({ id: verdictId(id) })
  if (verdict.status >= 400) process.exitCode = 1
  return verdict
}

/** `link` opens the request in the desktop app. */
function withLink(inspected: Inspected): Inspected & { readonly link?: string } {
  const { id, hookId: hook } = inspected.verdict
  return hook === null ? inspected : { ...inspected, link: `hookline://hook/${hook}/request/${id}` }
}

/** Of the rules, those that are named change; how requests are signed is one rule of several words. */
const updateHook = async (client: Client, options: HookFieldOptions & RuleOptions, rawId: string) => {
  const id = hookId(rawId)
  const { signature } = changesSignature(options) ? (await client.hooks.show({ id })).rules : defaultHookRules
  const rules = await readRules(client, options, signature)
  return showNames(client, await client.hooks.update({ id, ...pickFields(options), ...(Object.keys(rules).length === 0 ? {} : { rules }) }))
}

const createHook = async (client: Client, options: HookFieldOptions & RuleOptions & { readonly dialect?: string[] }) => {
  const { channel = '', name = '', ...fields } = pickFields(options)
  const rules = await readRules(client, options, defaultHookRules.signature)
  const wanted = options.dialect?.map(dialectId) ?? dialects.map(({ id }) => id)
  const { hook, addresses } = await client.hooks.create({ ...fields, channel, name, dialects: wanted, rules })
  return { id: hook.id, addresses: Object.fromEntries(addresses.map(({ dialect, url }) => [dialect, url])) }
}

/** The secret stands in it once. */
function toPrinted<T extends MintedAddress>({ path: _, ...address }: T): Omit<T, 'path'> {
  return address
}

function addAddressCommands(program: Command): void {
  const addresses = program.command('addresses').description('manage the addresses of a webhook; a URL is printed once, when it is made')
  withCommonOptions(addresses.command('list').description('those of a webhook, without their secrets'))
    .requiredOption('--hook <id>', 'of which webhook')
    .action(act((client, { hook }: CommonOptions & { hook: string }) => client.addresses.list({ hookId: hookId(hook) }), ['id', 'dialect', 'lastFour', 'label', 'createdAt', 'lastUsedAt', 'expiresAt', 'replaced']))
  withCommonOptions(addresses.command('add').description('one more'))
    .requiredOption('--hook <id>', 'of which webhook')
    .requiredOption('--dialect <name>', `its shape: ${dialects.map(({ id }) => id).join(', ')}`)
    .option('--label <text>', 'for whom or what')
    .option('--expires <duration>', 'when it ends by itself, for instance 90d', parseDuration)
    .action(
      act(async (client, { hook, dialect, label, expires }: CommonOptions & { hook: string; dialect: string; label?: string; expires?: number }) =>
        toPrinted(await client.addresses.add({ hookId: hookId(hook), dialect: dialectId(dialect), label, expiresAt: expires === undefined ? null : Date.now() + expires })),
      ),
    )
  withCommonOptions(addresses.command('expire').description('say when an address ends by itself; the URL stays, also when one that has ended is extended'))
    .requiredOption('--address <id>', 'which one, of “addresses list”')
    .requiredOption('--in <duration>', 'for instance 90d, or never', (text) => (text === 'never' ? text : parseDuration(text)))
    .action(act((client, { address, in: inMs }: CommonOptions & { address: string; in: number | 'never' }) => client.addresses.setExpiry({ id: addressId(address), expiresAt: inMs === 'never' ? null : Date.now() + inMs })))
  withCommonOptions(addresses.command('users').description('who posted to an address'))
    .requiredOption('--address <id>', 'which one, of “addresses list”')
    .action(act((client, { address }: CommonOptions & { address: string }) => client.addresses.users({ id: addressId(address) }), ['remote', 'userAgent', 'requests', 'lastAt']))
  withCommonOptions(addresses.command('rotate').description('a new secret in the same shape'))
    .requiredOption('--address <id>', 'which one, of “addresses list”')
    .option('--overlap <duration>', 'how long the old address goes on working, for instance 24h', parseDuration, 0)
    .action(act(async (client, { address, overlap }: CommonOptions & { address: string; overlap: number }) => toPrinted(await client.addresses.rotate({ id: addressId(address), overlapMs: overlap }))))
  withCommonOptions(addresses.command('remove').description('end one at once'))
    .requiredOption('--address <id>', 'which one, of “addresses list”')
    .action(act(async (client, { address }: CommonOptions & { address: string }) => ({ ...(await client.addresses.remove({ id: addressId(address) })), removed: true })))
}

function withFields(command: Command, required: boolean): Command {
  for (const [flags, text] of [['--channel <name>', 'where it posts'], ['--name <text>', 'what it is called']] as const) {
    command.addOption(new Option(flags, text).makeOptionMandatory(required))
  }
  return command
    .option('--description <text>', 'what it is for')
    .option('--owner <username>', `on whose behalf it posts${required ? ' (default: me)' : ''}`, parseUsername)
    .option('--locked', 'posts to its own channel only')
    .option('--username <text>', 'name that its messages show; "" for none')
    .option('--icon-url <url>', 'picture that its messages show; "" for none')
    .option('--icon-emoji <name>', 'emoji in the place of a picture; "" for none')
}

function pickFields({ channel, name, description, owner, locked, username, iconUrl, iconEmoji }: HookFieldOptions) {
  return withoutUndefined({ channel, name, description, owner, locked, username: textOrNone(username), iconUrl: textOrNone(iconUrl), iconEmoji: textOrNone(iconEmoji) })
}

function addressId(raw: string): AddressId {
  return requireId<AddressId>(raw, 'address', 'addresses list --hook ID')
}

function verdictId(raw: string): VerdictId {
  const parsed = verdictIdSchema.safeParse(/^\d{1,15}$/.test(raw) ? Number(raw) : undefined)
  if (!parsed.success) throw new AppError('not_found', `There is no request “${raw}”; "hookline verdicts list" shows the ids.`)
  return parsed.data
}
