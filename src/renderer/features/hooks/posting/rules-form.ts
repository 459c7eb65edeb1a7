/** The values of the form that says who may post, and the way from and to a hook's rules: the contract's own schema judges them. */
import { z } from 'zod'
import { hookRulesSchema, type ContentKind, type HookRules, type SignatureRule } from '#shared/contract/hook-rules.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { describeIssue } from '#renderer/lib/describe-issue.ts'

export interface RulesValues {
  /** One address or range in each line. */
  readonly sources: string
  readonly contentKinds: readonly ContentKind[]
  /** Digits, or '' for the limit of all. */
  readonly maxBytes: string
  readonly allowName: boolean
  readonly allowIcon: boolean
  readonly locked: boolean
  readonly signature: Omit<SignatureRule, 'toleranceSeconds'> & { readonly toleranceSeconds: string }
}

/** What is wrong, by field; those of the signature by their own names. */
export type RulesErrors = Partial<Record<'sources' | 'maxBytes' | 'toleranceSeconds' | 'header' | 'prefix', string>>

const ownSchema = hookRulesSchema.pick({ sources: true, contentKinds: true, maxBytes: true, allowName: true, allowIcon: true, signature: true })
export type OwnRules = z.output<typeof ownSchema>

export function valuesOf({ locked, rules }: Hook): RulesValues {
  const { sources, contentKinds, maxBytes, allowName, allowIcon, signature } = rules
  return { sources: sources.join('\n'), contentKinds, maxBytes: maxBytes === null ? '' : String(maxBytes), allowName, allowIcon, locked, signature: { ...signature, toleranceSeconds: String(signature.toleranceSeconds) } }
}

/** What `hooks.update` takes, or why it would not. */
export function readValues({ sources, maxBytes, locked, signature, ...rest }: RulesValues): { readonly rules: Pick<HookRules, keyof OwnRules>; readonly locked: boolean } | { readonly errors: RulesErrors } {
  const lines = sources.split(/[\s,]+/).filter((line) => line !== '')
  const size = maxBytes.trim() === '' ? null : Number(maxBytes)
  const result = ownSchema.safeParse({ ...rest, sources: lines, maxBytes: size, signature: { ...signature, toleranceSeconds: Number(signature.toleranceSeconds) } })
  if (result.success) return { rules: result.data, locked }
  const errors: RulesErrors = {}
  for (const issue of result.error.issues) {
    const [first, second] = issue.path
    const field = (first === 'signature' ? second : first) as keyof RulesErrors
    const about = first === 'sources' && typeof second === 'number' ? `${lines[second]}: ` : ''
    errors[field] ??= about + describeIssue(issue)
  }
  return { errors }
}
