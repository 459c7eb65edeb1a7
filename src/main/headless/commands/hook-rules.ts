/** The options of a webhook's rules: who may post to it and how fast, whom it may tell, and what posts with the same key do. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import { AppError } from '#shared/contract/errors.ts'
import { contentKindSchema, hookMentionsSchema, hookRulesSchema, keyedSchema, signatureRuleSchema, signatureSchemeSchema, type ContentKind, type HookMentions, type HookRules, type SignatureRule, type SignatureScheme } from '#shared/contract/hook-rules.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Client } from '../connect.ts'
import { addOne, choice, parseDuration, parseNumberOr, parseUsername, withoutUndefined } from '../parse.ts'

export interface RuleOptions {
  readonly source?: string[]
  readonly anySource?: boolean
  readonly content?: ContentKind[]
  readonly anyContent?: boolean
  /** A word and not null, of which commander makes an empty text. */
  readonly maxBytes?: number | 'none'
  readonly allowName?: boolean
  readonly allowIcon?: boolean
  readonly signature?: SignatureScheme
  readonly signatureTolerance?: number
  readonly signatureHeader?: string
  readonly signatureAlgorithm?: SignatureRule['algorithm']
  readonly signatureEncoding?: SignatureRule['encoding']
  readonly signaturePrefix?: string
  readonly keyed?: HookRules['keyed']
  readonly keyField?: string | false
  readonly mentions?: HookMentions
  /** Usernames. */
  readonly named?: string[] | false
  readonly mentionsPerHour?: number | 'unlimited'
  readonly perMinute?: number | 'unlimited'
  readonly whenFull?: HookRules['whenFull']
  readonly countRepeats?: boolean
}

export function withRules(command: Command): Command {
  const { algorithm, encoding } = signatureRuleSchema.shape
  const { whenFull } = hookRulesSchema.shape
  return command
    .addOption(new Option('--source <address>', 'take requests only from this IP address or range; can be repeated').argParser(addOne).conflicts('anySource'))
    .option('--any-source', 'take requests from everywhere')
    .addOption(new Option('--content <kinds>', `take only bodies that say they are one of these, separated by commas: ${contentKindSchema.options.join(', ')}`).argParser(parseKinds).conflicts('anyContent'))
    .option('--any-content', 'take bodies of any kind')
    .option('--max-bytes <n>', 'largest body, in bytes; “none” for the limit of all webhooks', parseNumberOr('none'))
    .option('--allow-name', 'let posts choose their name')
    .option('--no-allow-name', 'always show the name of the webhook')
    .option('--allow-icon', 'let posts choose their picture')
    .option('--no-allow-icon', 'always show the picture of the webhook')
    .addOption(choice('--signature <scheme>', 'take only requests that are signed so', signatureSchemeSchema))
    .option('--signature-tolerance <duration>', 'how far a signed time may be off, for instance 5m', parseDuration)
    .option('--signature-header <name>', 'of hmac: the header with the signature')
    .addOption(choice('--signature-algorithm <name>', 'of hmac', algorithm.unwrap()))
    .addOption(choice('--signature-encoding <name>', 'of hmac', encoding.unwrap()))
    .option('--signature-prefix <text>', 'of hmac: what stands before the signature, for instance sha256=')
    .addOption(choice('--keyed <how>', 'what posts with the same key do', keyedSchema))
    .option('--key-field <path>', 'where a JSON body says its key, for instance alert.id')
    .option('--no-key-field', 'look for a key in the header only')
    .addOption(choice('--mentions <whom>', 'whom posts may tell, where address is what the documents of its shape say', hookMentionsSchema))
    .option('--named <username>', 'with named: who may be told; can be repeated', addOne)
    .option('--no-named', 'take back who was named')
    .option('--mentions-per-hour <n>', 'how often an hour they may tell somebody, everybody at once counted once, or unlimited', parseNumberOr('unlimited'))
    .option('--per-minute <n>', 'messages a minute before they wait, or unlimited', parseNumberOr('unlimited'))
    .addOption(choice('--when-full <what>', 'what happens beyond that', whenFull))
    .option('--count-repeats', 'count the same message again on the one that stands there')
    .option('--no-count-repeats', 'post the same message again')
}

/**
 * What was given, as the contract wants it; a signature that was changed in part keeps the rest of `before`.
 * @throws AppError `not_found` for a username that nobody has.
 */
export async function readRules(client: Client, options: RuleOptions, before: SignatureRule): Promise<Partial<HookRules>> {
  const { source, anySource, content, anyContent, maxBytes, keyField, named, mentionsPerHour, perMinute } = options
  const { allowName, allowIcon, keyed, mentions, whenFull, countRepeats } = options
  const signature = readSignature(options)
  const given = {
    sources: anySource === true ? [] : source,
    contentKinds: anyContent === true ? [] : content,
    maxBytes: maxBytes === 'none' ? null : maxBytes,
    keyField: keyField === false ? null : keyField,
    named: named === false ? [] : await readNamed(client, named),
    mentionsPerHour: mentionsPerHour === 'unlimited' ? null : mentionsPerHour,
    perMinute: perMinute === 'unlimited' ? null : perMinute,
    ...{ allowName, allowIcon, keyed, mentions, whenFull, countRepeats },
    signature: Object.keys(signature).length === 0 ? undefined : { ...before, ...signature },
  }
  return withoutUndefined(given)
}

/** A webhook as commands show it: those whom it may tell by their usernames, as they are given here. */
export async function showNames(client: Client, hook: Hook): Promise<Omit<Hook, 'rules'> & { readonly rules: Omit<HookRules, 'named'> & { readonly named: readonly string[] } }> {
  if (hook.rules.named.length === 0) return hook
  const people = await client.people.list()
  return { ...hook, rules: { ...hook.rules, named: hook.rules.named.map((id) => people.find((person) => person.id === id)?.username ?? id) } }
}

async function readNamed(client: Client, usernames: readonly string[] | undefined): Promise<PersonId[] | undefined> {
  if (usernames === undefined) return undefined
  const people = await client.people.list()
  return usernames.map((raw) => {
    const person = people.find(({ username }) => username === parseUsername(raw).toLowerCase())
    if (person === undefined) throw new AppError('not_found', `There is no person “${raw}”.`, 'rules.named')
    return person.id
  })
}

export function changesSignature(options: RuleOptions): boolean {
  return Object.keys(readSignature(options)).length > 0
}

function readSignature(options: RuleOptions): Partial<SignatureRule> {
  const { signature, signatureTolerance, signatureHeader, signatureAlgorithm, signatureEncoding, signaturePrefix } = options
  const toleranceSeconds = signatureTolerance === undefined ? undefined : signatureTolerance / 1000
  return withoutUndefined({ scheme: signature, toleranceSeconds, header: signatureHeader, algorithm: signatureAlgorithm, encoding: signatureEncoding, prefix: signaturePrefix })
}

function parseKinds(raw: string, earlier: readonly ContentKind[] = []): ContentKind[] {
  const kinds = raw.split(',').map((one) => {
    const parsed = contentKindSchema.safeParse(one.trim())
    if (!parsed.success) throw new InvalidArgumentError(`“${one.trim()}” ${parsed.error.issues[0]?.message}`)
    return parsed.data
  })
  return [...new Set([...earlier, ...kinds])]
}
