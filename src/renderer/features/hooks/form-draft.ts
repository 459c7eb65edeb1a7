/** Keeps what was typed into a webhook's form while one looks elsewhere, or reloads: until it is saved or discarded. */
import { useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { keyedSchema } from '#shared/contract/hook-rules.ts'
import type { HookFormField, HookFormValues } from './hook-form.ts'
import { forgetDraft, keepDraft, readKept } from './kept-draft.ts'

export interface FormDraft {
  /** Something from before stands in the form. */
  readonly cameBack: boolean
  /** To be called once it is saved or thrown away. */
  forget(): void
}

/** `key`: the id of the webhook, or `new`. */
export function useFormDraft(key: string, form: UseFormReturn<HookFormValues>): FormDraft {
  const [before, setBefore] = useState(() => readFormDraft(key))
  const { setValue, subscribe } = form
  useEffect(() => {
    for (const [field, value] of Object.entries(before ?? {}) as [HookFormField, string | boolean][]) setValue(field, value, { shouldDirty: true })
  }, [before, setValue])
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ name, values }) => {
          if (name !== undefined) writeField(key, name as HookFormField, values[name as HookFormField])
        },
      }),
    [key, subscribe],
  )
  return {
    cameBack: before !== null,
    forget: () => {
      forgetDraft(placeOf(key))
      setBefore(null)
    },
  }
}

/** Whatever can stand in a field, also what cannot be saved yet. */
const draftSchema = z
  .object({ name: z.string(), description: z.string(), channel: z.string(), locked: z.boolean(), username: z.string(), picture: z.string(), keyed: keyedSchema, keyField: z.string(), perMinute: z.string(), whenFull: z.enum(['queue', 'refuse']), countRepeats: z.boolean() } satisfies Record<HookFormField, z.ZodType>)
  .partial()
export type HookFormDraft = z.output<typeof draftSchema>

/** Only fields that were typed into: the others follow what the server says. Null: none. */
export const readFormDraft = (key: string): HookFormDraft | null => readKept(placeOf(key), draftSchema)

const placeOf = (key: string): string => `hookline.hookForm.${key}`

function writeField(key: string, field: HookFormField, value: string | boolean): void {
  keepDraft(placeOf(key), { ...readFormDraft(key), [field]: value })
}
