/** The commands of outgoing webhooks. */
import { Option, type Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import { disclosureSchema, formatIdSchema, signatureSchema, triggerSchema, type Subscription, type SubscriptionFields } from '#shared/contract/subscription.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import type { Client } from '../connect.ts'
import { addOne, parseDuration, parseSome, textOrNone, withoutUndefined } from '../parse.ts'
import { withLastProblem, withProblem } from '../say-problem.ts'
import { requireKnown, subscriptionId } from './ids.ts'
import { withDevice } from './with-device.ts'

interface FieldOptions extends CommonOptions {
  readonly name?: string
  readonly description?: string
  readonly channel?: string[]
  readonly allChannels?: boolean
  readonly url?: string[]
  readonly format?: SubscriptionFields['format']
  readonly trigger?: string[]
  readonly triggerWhen?: SubscriptionFields['trigger']['when']
  readonly events?: string[]
  readonly from?: SubscriptionFields['from']
  readonly signature?: SubscriptionFields['signature']
  readonly header?: string[] | false
  readonly allow?: string[] | false
  readonly policy?: SubscriptionFields['policy']
  readonly strictOrder?: boolean
  readonly receiver?: string
  readonly username?: string
  readonly iconUrl?: string
}

const columns = ['id', 'name', 'channels', 'hosts', 'format', 'enabled', 'paused', 'failingSince', 'device']

export function addSubscriptionCommands(program: Command): void {
  const subscriptions = program.command('subscriptions').description('manage outgoing webhooks')
  withCommonOptions(subscriptions.command('list').description('those that I may manage')).action(
    act(async (client) => {
      const failing = new Map((await client.subscriptions.standings()).map(({ subscriptionId: id, failingSince }) => [id, failingSince]))
      const listed = await withDevice(client, await client.subscriptions.list())
      return listed.map((one) => ({ ...one, channels: one.channels.map(({ name }) => name), failingSince: failing.get(one.id) ?? null }))
    }, columns),
  )
  withCommonOptions(subscriptions.command('show <id>').description('one, and who still has to agree to it')).action(act(async (client, _: CommonOptions, id: string) => withWaiting(client, await client.subscriptions.show({ id: subscriptionId(id) }))))
  withFields(withCommonOptions(subscriptions.command('create').description('make one; its token and secret are printed this once')), true).action(
    act(async (client, options: FieldOptions) => {
      const { name = '', urls = [], ...fields } = pickFields(options)
      const { subscription, token, secret } = await client.subscriptions.create({ ...fields, name, urls })
      const { waitsForConsent } = await withWaiting(client, subscription)
      return { id: subscription.id, token, secret, ...(waitsForConsent.length === 0 ? {} : { waitsForConsent }) }
    }),
  )
  withFields(withCommonOptions(subscriptions.command('update <id>').description('change what is named; all else stays')), false)
    .option('--no-strict-order', 'let later messages pass one that fails')
    .option('--no-header', 'take back its headers')
    .option('--no-allow', 'take back the private addresses that may be reached')
    .action(act((client, options: FieldOptions, id: string) => update(client, options, subscriptionId(id))))
  for (const [verb, enabled] of [['enable', true], ['disable', false]] as const) {
    withCommonOptions(subscriptions.command(`${verb} <id>`).description(enabled ? 'send again, where it was paused first what waited' : 'drop what waits, and send nothing until it is switched on')).action(act((client, _: CommonOptions, id: string) => client.subscriptions.update({ id: subscriptionId(id), enabled })))
  }
  withCommonOptions(subscriptions.command('delete <id>').description('delete it; what waits to be sent is dropped')).action(
    act(async (client, _: CommonOptions, id: string) => ({ ...(await client.subscriptions.delete({ id: subscriptionId(id) })), deleted: true })),
  )
  withCommonOptions(subscriptions.command('test <id>').description('send an example to each address now')).action(act(testAddresses, ['url', 'status', 'problem', 'durationMs']))
  withCommonOptions(subscriptions.command('regenerate <id>').description('make a new token and secret; they are printed once'))
    .option('--overlap <duration>', 'how long the old secret signs too (Standard Webhooks), for instance 24h', parseDuration, 0)
    .action(act((client, { overlap }: CommonOptions & { overlap: number }, id: string) => client.subscriptions.regenerate({ id: subscriptionId(id), overlapMs: overlap })))
  withCommonOptions(subscriptions.command('health <id>').description('what arrived of the last deliveries, how fast, and how many wait')).action(act(async (client, _: CommonOptions, id: string) => withLastProblem(await client.subscriptions.health({ id: subscriptionId(id) }))))
}

/** The exit code is 1 when one of the addresses did not take it. */
async function testAddresses(client: Client, _: CommonOptions, rawId: string) {
  const tried = (await client.subscriptions.test({ id: subscriptionId(rawId) })).map(({ url, attempt }) => ({ url, ...withProblem(attempt) }))
  if (tried.some(({ problem }) => problem !== null)) process.exitCode = 1
  return tried
}

/** Nothing of these channels is sent until they agree, in the window; where anybody with the right can, nobody is named. */
async function withWaiting(client: Client, subscription: Subscription) {
  const mine = new Set((await client.channels.list()).map(({ id }) => id))
  const waitsForConsent: { channel: string; people: string[] }[] = []
  for (const { id, name } of subscription.channels.filter((channel) => mine.has(channel.id))) {
    const asked = (await client.subscriptions.listening({ channel: id })).find((one) => one.id === subscription.id)
    if (asked && !asked.allowed) waitsForConsent.push({ channel: name, people: asked.missing })
  }
  return { ...subscription, waitsForConsent }
}

/** A way or words that are not given stay; on one that waited for nothing, words mean what they mean on a new one. */
async function update(client: Client, options: FieldOptions, id: SubscriptionId) {
  const fields = pickFields(options)
  const { trigger, triggerWhen } = options
  if ((trigger === undefined) === (triggerWhen === undefined)) return client.subscriptions.update({ id, ...fields })
  const before = (await client.subscriptions.show({ id })).trigger
  const when = triggerWhen ?? (before.when === 'every' ? 'first-word' : before.when)
  return client.subscriptions.update({ id, ...fields, trigger: { when, words: trigger ?? (when === 'every' ? [] : before.words) } })
}

/** Those of a new one; without `required` the ones that are given change and the others stay. */
function withFields(command: Command, required: boolean): Command {
  const need = (flags: string, text: string, parse?: typeof parseSome): Command => {
    const option = new Option(flags, text).makeOptionMandatory(required)
    return command.addOption(parse ? option.argParser(parse) : option)
  }
  need('--name <text>', 'what it is called')
  need('--url <urls>', 'where it sends, separated by commas', parseSome)
  return command
    .option('--channel <names>', 'what it listens to, separated by commas (default: all public channels, with words to wait for)', parseSome)
    .addOption(new Option('--all-channels', 'listen to all public channels, with words to wait for').conflicts('channel'))
    .option('--description <text>', 'what it is for')
    .addOption(new Option('--format <name>').choices(formatIdSchema.options))
    .option('--trigger <word>', 'a word to wait for; can be repeated', addOne)
    .addOption(new Option('--trigger-when <how>').choices(triggerSchema.shape.when.options))
    .option('--events <names>', `what it tells of, separated by commas: ${disclosureSchema.options.join(', ')}`, parseSome)
    .addOption(new Option('--from <who>', 'whose messages count').choices(['people', 'everybody']))
    .addOption(new Option('--signature <kind>').choices(signatureSchema.options))
    .option('--header <name:value>', 'a header to send; can be repeated', addOne)
    .option('--allow <host:port>', 'a private address that may be reached; can be repeated', addOne)
    .addOption(new Option('--policy <name>', 'whether a failed delivery is tried again').choices(['retry', 'once']))
    .option('--strict-order', 'let a failing delivery hold back all later ones of its channel')
    .option('--receiver <text>', 'Kommo’s receiver outside direct messages; "" for none')
    .option('--username <text>', 'name of what the receiver answers; "" for none')
    .option('--icon-url <url>', 'picture of what the receiver answers; "" for none')
}

/** What was given, as the contract wants it. */
function pickFields(options: FieldOptions): Partial<SubscriptionFields> & { channels?: string[] } {
  const { name, description, channel, allChannels, url, format, events, from, signature, allow, policy, strictOrder, receiver, username, iconUrl } = options
  return withoutUndefined({
    name,
    description,
    channels: allChannels === true ? [] : channel,
    urls: url,
    format,
    trigger: readTrigger(options),
    events: events?.map((event) => requireKnown(disclosureSchema, event, 'event', 'events')),
    from,
    signature,
    headers: options.header === false ? {} : options.header && readHeaders(options.header),
    allow: allow === false ? [] : allow,
    policy,
    strictOrder,
    receiver: textOrNone(receiver),
    username: textOrNone(username),
    iconUrl: textOrNone(iconUrl),
  })
}

/** Words without a way mean the first word, as in Mattermost. */
function readTrigger({ trigger, triggerWhen }: FieldOptions): SubscriptionFields['trigger'] | undefined {
  if (trigger === undefined && triggerWhen === undefined) return undefined
  return { when: triggerWhen ?? 'first-word', words: trigger ?? [] }
}

/** An error repeats nothing of a header: its value is mostly a key. */
function readHeaders(lines: readonly string[]): Record<string, string> {
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) throw new AppError('invalid', 'Write each --header as NAME:VALUE; one of them has no name or no colon.', 'headers')
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const
  })
  const names = new Set(headers.map(([name]) => name.toLowerCase()))
  if (names.size < headers.length) throw new AppError('invalid', 'Give each --header once: two of them have the same name.', 'headers')
  return Object.fromEntries(headers)
}
