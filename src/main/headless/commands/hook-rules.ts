/** The options of a webhook's rules: who may post to it, and what posts with the same key do. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import { contentKindSchema, keyedSchema, signatureRuleSchema, signatureSchemeSchema, type ContentKind, type HookRules, type SignatureRule, type SignatureScheme } from '#shared/contract/hook-rules.ts'
import { addOne, parseDuration } from '../parse.ts'

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
}

export function withRules(command: Command): Command {
  const { algorithm, encoding } = signatureRuleSchema.shape
  return command
    .addOption(new Option('--source <address>', 'take requests only from this IP address or range; can be repeated').argParser(addOne).conflicts('anySource'))
    .option('--any-source', 'take requests from everywhere')
    .addOption(new Option('--content <kinds>', `take only bodies that say they are one of these, separated by commas: ${contentKindSchema.options.join(', ')}`).argParser(parseKinds).conflicts('anyContent'))
    .option('--any-content', 'take bodies of any kind')
    .option('--max-bytes <n>', 'largest body, in bytes; “none” for the limit of all webhooks', parseMaxBytes)
    .option('--allow-name', 'let posts choose their name')
    .option('--no-allow-name', 'always show the name of the webhook')
    .option('--allow-icon', 'let posts choose their picture')
    .option('--no-allow-icon', 'always show the picture of the webhook')
    .addOption(new Option('--signature <scheme>', 'take only requests that are signed so').choices(signatureSchemeSchema.options))
    .option('--signature-tolerance <duration>', 'how far a signed time may be off, for instance 5m', parseDuration)
    .option('--signature-header <name>', 'of hmac: the header with the signature')
    .addOption(new Option('--signature-algorithm <name>', 'of hmac').choices(algorithm.unwrap().options))
    .addOption(new Option('--signature-encoding <name>', 'of hmac').choices(encoding.unwrap().options))
    .option('--signature-prefix <text>', 'of hmac: what stands before the signature, for instance sha256=')
    .addOption(new Option('--keyed <how>', 'what posts with the same key do').choices(keyedSchema.options))
    .option('--key-field <path>', 'where a JSON body says its key, for instance alert.id')
    .option('--no-key-field', 'look for a key in the header only')
}

/** What was given, as the contract wants it; a signature that was changed in part keeps the rest of `before`. */
export function readRules(options: RuleOptions, before: SignatureRule): Partial<HookRules> {
  const { source, anySource, content, anyContent, maxBytes, allowName, allowIcon, keyed, keyField } = options
  const signature = readSignature(options)
  const given = {
    sources: anySource === true ? [] : source,
    contentKinds: anyContent === true ? [] : content,
    maxBytes: maxBytes === 'none' ? null : maxBytes,
    allowName,
    allowIcon,
    keyed,
    keyField: keyField === false ? null : keyField,
    signature: Object.keys(signature).length === 0 ? undefined : { ...before, ...signature },
  }
  return withoutUndefined(given)
}

export function changesSignature(options: RuleOptions): boolean {
  return Object.keys(readSignature(options)).length > 0
}

function readSignature(options: RuleOptions): Partial<SignatureRule> {
  const { signature, signatureTolerance, signatureHeader, signatureAlgorithm, signatureEncoding, signaturePrefix } = options
  const toleranceSeconds = signatureTolerance === undefined ? undefined : signatureTolerance / 1000
  return withoutUndefined({ scheme: signature, toleranceSeconds, header: signatureHeader, algorithm: signatureAlgorithm, encoding: signatureEncoding, prefix: signaturePrefix })
}

function parseKinds(raw: string): ContentKind[] {
  return raw.split(',').map((one) => {
    const parsed = contentKindSchema.safeParse(one.trim())
    if (!parsed.success) throw new InvalidArgumentError(`“${one.trim()}” is no kind. Known: ${contentKindSchema.options.join(', ')}.`)
    return parsed.data
  })
}

/** Its bounds are the contract's to say. */
function parseMaxBytes(raw: string): number | 'none' {
  if (raw === 'none') return raw
  if (!/^\d{1,15}$/.test(raw)) throw new InvalidArgumentError('Give a number of bytes, or “none”.')
  return Number(raw)
}

function withoutUndefined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
