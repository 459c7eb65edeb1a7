/** What is kept of the form of an incoming webhook that was typed into and not saved. */
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { keyedSchema } from '#shared/contract/hook-rules.ts'
import type { HookFormField, HookFormValues } from './hook-form.ts'
import { useKeptForm, type FormDraft } from './use-kept-form.ts'

/** `key`: the id of the webhook, or `new`. */
export const useFormDraft = (key: string, form: UseFormReturn<HookFormValues>): FormDraft => useKeptForm(`hookline.hookForm.${key}`, hookKeepRules, form)

export const hookKeepRules = {
  schema: z
    .object({ name: z.string(), description: z.string(), channel: z.string(), locked: z.boolean(), username: z.string(), picture: z.string(), keyed: keyedSchema, keyField: z.string(), perMinute: z.string(), whenFull: z.enum(['queue', 'refuse']), countRepeats: z.boolean() } satisfies Record<HookFormField, z.ZodType>)
    .partial(),
  secret: [],
} as const
