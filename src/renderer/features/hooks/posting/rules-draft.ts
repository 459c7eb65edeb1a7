/** What was changed in the form of a hook's rules and not saved: also after one looked elsewhere, or reloaded. */
import { useState } from 'react'
import { z } from 'zod'
import { contentKindSchema, hookMentionsSchema, signatureRuleSchema } from '#shared/contract/hook-rules.ts'
import { personIdSchema, type HookId } from '#shared/contract/ids.ts'
import { forgetDraft, keepDraft, readKept } from '../kept-draft.ts'
import type { RulesValues } from './rules-form.ts'

export interface RulesDraft {
  readonly typed: Partial<RulesValues>
  /** Something from before stands in the form. */
  readonly cameBack: boolean
  change(changed: Partial<RulesValues>): void
  /** To be called once `sent` is saved: what was typed meanwhile stays. */
  saved(sent: Partial<RulesValues>): void
  /** To be called once it is thrown away. */
  forget(): void
}

/** @param stored what the server says: a field that is again as there is no change, and follows it. */
export function useRulesDraft(hookId: HookId, stored: RulesValues): RulesDraft {
  const place = `hookline.hookRules.${hookId}`
  const [before] = useState(() => readKept(place, draftSchema))
  const [draft, setDraft] = useState<Pick<RulesDraft, 'typed' | 'cameBack'>>({ typed: before ?? {}, cameBack: before !== null })
  return {
    ...draft,
    change: (changed) => {
      const typed = withoutSame({ ...draft.typed, ...changed }, stored)
      keepDraft(place, typed)
      setDraft({ ...draft, typed })
    },
    saved: (sent) => {
      // What is kept has the last word: this call is as old as the answer.
      const typed = withoutSame(readKept(place, draftSchema) ?? {}, sent)
      keepDraft(place, typed)
      setDraft({ typed, cameBack: false })
    },
    forget: () => {
      forgetDraft(place)
      setDraft({ typed: {}, cameBack: false })
    },
  }
}

function withoutSame(typed: Partial<RulesValues>, stored: Partial<RulesValues>): Partial<RulesValues> {
  return Object.fromEntries(Object.entries(typed).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(stored[field as keyof RulesValues])))
}

const { scheme, algorithm, encoding } = signatureRuleSchema.shape

/** Whatever can stand in a field, also what cannot be saved yet. */
const draftSchema = z
  .object({
    sources: z.string(),
    contentKinds: z.array(contentKindSchema),
    maxBytes: z.string(),
    allowName: z.boolean(),
    allowIcon: z.boolean(),
    locked: z.boolean(),
    mentions: hookMentionsSchema,
    named: z.array(personIdSchema),
    mentionsPerHour: z.string(),
    signature: z.object({ scheme, algorithm, encoding, toleranceSeconds: z.string(), header: z.string(), prefix: z.string() }),
  } satisfies Record<keyof RulesValues, z.ZodType>)
  .partial()
