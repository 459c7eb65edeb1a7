/** The values of the form that says who may post, and the way from and to a hook's rules: the contract's own schema judges them. */
import { z } from 'zod'
import { defaultHookRules, hookRulesSchema, signatureRuleSchema, type ContentKind, type HookMentions, type HookRules, type SignatureRule, type SignatureScheme } from '#shared/contract/hook-rules.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import { describeIssue } from '#renderer/lib/data/describe-issue.ts'
import { wholeNumber } from '#renderer/lib/format/parse-number.ts'
import { t } from '#renderer/text/i18n.ts'

export interface RulesValues {
  /** One address or range in each line. */
  readonly sources: string
  readonly contentKinds: readonly ContentKind[]
  /** Digits, or '' for the limit of all. */
  readonly maxBytes: string
  readonly allowName: boolean
  readonly allowIcon: boolean
  readonly locked: boolean
  readonly mentions: HookMentions
  readonly named: readonly PersonId[]
  /** Digits, or '' for any number. */
  readonly mentionsPerHour: string
  readonly signature: Omit<SignatureRule, 'toleranceSeconds'> & { readonly toleranceSeconds: string }
}

/** What is wrong, by field; those of the signature by their own names. */
export type RulesErrors = Partial<Record<'sources' | 'maxBytes' | 'named' | 'mentionsPerHour' | 'toleranceSeconds' | 'header' | 'prefix', string>>

const ownSchema = hookRulesSchema.pick({ sources: true, contentKinds: true, maxBytes: true, allowName: true, allowIcon: true, signature: true, mentions: true, named: true, mentionsPerHour: true })
export type OwnRules = z.output<typeof ownSchema>

export function valuesOf({ locked, rules }: Hook): RulesValues {
  const { sources, contentKinds, maxBytes, allowName, allowIcon, signature, mentions, named, mentionsPerHour } = rules
  const typed = { sources: sources.join('\n'), maxBytes: written(maxBytes), mentionsPerHour: written(mentionsPerHour), signature: { ...signature, toleranceSeconds: String(signature.toleranceSeconds) } }
  return { ...typed, contentKinds, allowName, allowIcon, locked, mentions, named }
}

/** Those that sign their time. */
const timed: readonly SignatureScheme[] = ['standard-webhooks', 'slack', 'stripe']
export const isTimed = (scheme: SignatureScheme): boolean => timed.includes(scheme)

/** A field that is not shown cannot be mended: what was typed there before it went is left out where it would be refused. */
function withoutHidden(values: RulesValues): RulesValues {
  const { signature, mentions, mentionsPerHour } = values
  const { toleranceSeconds, header, prefix } = defaultHookRules.signature
  const { shape } = signatureRuleSchema
  const isFine = {
    toleranceSeconds: isTimed(signature.scheme) || shape.toleranceSeconds.safeParse(numberOf(signature.toleranceSeconds)).success,
    header: signature.scheme === 'hmac' || shape.header.safeParse(signature.header).success,
    prefix: signature.scheme === 'hmac' || shape.prefix.safeParse(signature.prefix).success,
    mentionsPerHour: mentions !== 'nobody' || ownSchema.shape.mentionsPerHour.safeParse(numberOf(mentionsPerHour)).success,
  }
  return {
    ...values,
    mentionsPerHour: isFine.mentionsPerHour ? mentionsPerHour : written(defaultHookRules.mentionsPerHour),
    signature: {
      ...signature,
      toleranceSeconds: isFine.toleranceSeconds ? signature.toleranceSeconds : String(toleranceSeconds),
      header: isFine.header ? signature.header : header,
      prefix: isFine.prefix ? signature.prefix : prefix,
    },
  }
}

/** What `hooks.update` takes, or why it would not. */
export function readValues(values: RulesValues): { readonly rules: Pick<HookRules, keyof OwnRules>; readonly locked: boolean } | { readonly errors: RulesErrors } {
  const { sources, maxBytes, mentionsPerHour, locked, signature, ...rest } = withoutHidden(values)
  const lines = sources.split(/[\s,]+/).filter((line) => line !== '')
  const result = ownSchema.safeParse({ ...rest, sources: lines, maxBytes: numberOf(maxBytes), mentionsPerHour: numberOf(mentionsPerHour), signature: { ...signature, toleranceSeconds: numberOf(signature.toleranceSeconds) } })
  if (result.success) return { rules: result.data, locked }
  const errors: RulesErrors = {}
  for (const issue of result.error.issues) {
    const [first, second] = issue.path
    const field = (first === 'signature' ? second : first) as keyof RulesErrors
    errors[field] ??= first === 'sources' && typeof second === 'number' ? t('posting:sourceWrong', { source: lines[second] ?? '' }) : second === 'header' ? t('posting:headerWrong') : describeIssue(issue)
  }
  return { errors }
}

const written = (number: number | null): string => (number === null ? '' : String(number))

/** Not a number where none was written: the schema says so. */
function numberOf(text: string): number | null {
  return text.trim() === '' ? null : wholeNumber(text)
}
