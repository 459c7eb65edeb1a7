/** What is kept of the form of an outgoing webhook that was typed into and not saved; addresses and headers can hold secrets. */
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { disclosureSchema, formatIdSchema, signatureSchema, subscriptionFieldsSchema, triggerSchema } from '#shared/contract/subscription.ts'
import { useKeptForm, type FormDraft } from '../use-kept-form.ts'
import type { SubscriptionField, SubscriptionFormValues } from './subscription-form.ts'

/** `key`: the id of the webhook, or `new`. */
export const useSubscriptionDraft = (key: string, form: UseFormReturn<SubscriptionFormValues>): FormDraft => useKeptForm(`hookline.subscriptionForm.${key}`, subscriptionKeepRules, form)

const { from, policy } = subscriptionFieldsSchema.shape
const secret = ['urls', 'headers'] as const satisfies readonly SubscriptionField[]

export const subscriptionKeepRules = {
  schema: z
    .object({
      name: z.string(),
      description: z.string(),
      channels: z.array(z.string()),
      when: triggerSchema.shape.when,
      words: z.string(),
      events: z.array(disclosureSchema),
      from,
      format: formatIdSchema,
      signature: signatureSchema,
      allow: z.string(),
      policy,
      strictOrder: z.boolean(),
      receiver: z.string(),
      username: z.string(),
      iconUrl: z.string(),
    } satisfies Record<Exclude<SubscriptionField, (typeof secret)[number]>, z.ZodType>)
    .partial(),
  secret,
}
