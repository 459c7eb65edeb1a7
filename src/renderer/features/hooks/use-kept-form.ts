/** Keeps what was typed into a form while one looks elsewhere, or reloads: until it is saved or discarded. */
import { useEffect, useState } from 'react'
import type { FieldValues, Path, PathValue, UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { forgetDraft, keepDraft, readKept } from './kept-draft.ts'

export interface FormDraft {
  /** Something from before stands in the form. */
  readonly cameBack: boolean
  /** It was kept over a reload, so what can be a secret did not come back. */
  readonly withoutSecrets: boolean
  /** To be called once it is saved or thrown away. */
  forget(): void
}

export interface KeepRules {
  /** Whatever can stand in a field, also what cannot be saved yet; fields that are secret are not in it. */
  readonly schema: z.ZodType<object>
  /** Fields that can hold secrets: this page remembers them, and they are written nowhere. */
  readonly secret: readonly string[]
}

/** @param rules the same in every call. */
export function useKeptForm<Values extends FieldValues>(place: string, rules: KeepRules, form: UseFormReturn<Values>): FormDraft {
  const [before, setBefore] = useState(() => ({ fields: readFields(place, rules), withoutSecrets: rules.secret.length > 0 && !inThisPage.has(place) }))
  const { setValue, subscribe } = form
  useEffect(() => {
    for (const [field, value] of Object.entries(before.fields ?? {})) setValue(field as Path<Values>, value as PathValue<Values, Path<Values>>, { shouldDirty: true })
  }, [before, setValue])
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ name, values, defaultValues }) => {
          // Of a row in a list, the list.
          const field = name?.split('.')[0]
          if (field === undefined) return
          // What was taken back by hand is no change: it must not come back over what somebody else saves meanwhile.
          if (isSame(values[field], defaultValues?.[field])) dropField(place, rules, field)
          else writeField(place, rules, field, values[field])
        },
      }),
    [place, rules, subscribe],
  )
  return {
    cameBack: before.fields !== null,
    withoutSecrets: before.withoutSecrets,
    forget: () => {
      forgetDraft(place)
      inThisPage.delete(place)
      setBefore({ fields: null, withoutSecrets: false })
    },
  }
}

/** The secret fields of each form into which something was typed since this page was loaded. */
const inThisPage = new Map<string, Readonly<Record<string, unknown>>>()

/** Only fields that were typed into: the others follow what the server says. Null: none. */
export function readFields(place: string, { schema }: KeepRules): Readonly<Record<string, unknown>> | null {
  const fields = { ...readKept(place, schema), ...inThisPage.get(place) }
  return Object.keys(fields).length > 0 ? fields : null
}

/** To be called with each change of a field. */
export function writeField(place: string, { schema, secret }: KeepRules, field: string, value: unknown): void {
  const isSecret = secret.includes(field)
  inThisPage.set(place, { ...inThisPage.get(place), ...(isSecret && { [field]: structuredClone(value) }) })
  if (!isSecret) keepDraft(place, { ...readKept(place, schema), [field]: value })
}

/** To be called when a field is again what the server says. */
export function dropField(place: string, { schema }: KeepRules, field: string): void {
  const without = (fields: object): object => Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field))
  inThisPage.set(place, without(inThisPage.get(place) ?? {}) as Readonly<Record<string, unknown>>)
  keepDraft(place, without(readKept(place, schema) ?? {}))
}

/** To be called after `sent` was saved, once what was kept is forgotten: the form is as the server has it, but for what was typed meanwhile. */
export function showSaved<Values extends FieldValues>(form: UseFormReturn<Values>, sent: Values, saved: Values): void {
  const typed = Object.entries(structuredClone(form.getValues())).filter(([field, value]) => !isSame(value, sent[field]))
  form.reset(saved, { keepDirtyValues: false })
  for (const [field, value] of typed) form.setValue(field as Path<Values>, value as PathValue<Values, Path<Values>>, { shouldDirty: true })
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
