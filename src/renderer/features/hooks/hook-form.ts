/** The values of the webhook form, their rules, and the way from and to what the server takes. */
import type { FieldErrors, Resolver } from 'react-hook-form'
import { z } from 'zod'
import { hookFieldsSchema, type Hook } from '#shared/contract/hook.ts'
import { defaultHookRules, hookRulesSchema, type HookRules } from '#shared/contract/hook-rules.ts'
import type { ErrorBody } from '#shared/contract/errors.ts'
import { describeIssue } from '#renderer/lib/data/describe-issue.ts'
import { wholeNumber } from '#renderer/lib/format/parse-number.ts'
import { t } from '#renderer/text/i18n.ts'

const { name, description, locked, username, iconUrl, iconEmoji } = hookFieldsSchema.shape
const rules = hookRulesSchema.shape

export const hookFormSchema = z.object({
  name,
  description,
  channel: z.string().min(1),
  locked,
  /** '' stands for null in username, picture and keyField. */
  username: z.literal('').or(username.unwrap()),
  picture: z.string().trim().superRefine(checkPicture),
  /** '' stands for no limit. */
  perMinute: z.string().trim().superRefine(checkPace),
  whenFull: rules.whenFull,
  countRepeats: rules.countRepeats,
  keyed: hookRulesSchema.shape.keyed,
  keyField: z.literal('').or(hookRulesSchema.shape.keyField.unwrap()),
})
export type HookFormValues = z.output<typeof hookFormSchema>
export type HookFormField = keyof HookFormValues

export const emptyHookForm: HookFormValues = { name: '', description: '', channel: '', locked: false, username: '', picture: '', keyed: defaultHookRules.keyed, keyField: '', ...paceOf(defaultHookRules) }

/** For resetting also what was typed; what the server says leaves that alone. */
export const everything = { keepDirtyValues: false } as const

export function valuesOf(hook: Hook): HookFormValues {
  const { iconUrl, iconEmoji } = hook
  return {
    name: hook.name,
    description: hook.description,
    channel: hook.channelId,
    locked: hook.locked,
    username: hook.username ?? '',
    picture: iconUrl ?? (iconEmoji === null ? '' : `:${iconEmoji}:`),
    ...paceOf(hook.rules),
    keyed: hook.rules.keyed,
    keyField: hook.rules.keyField ?? '',
  }
}

function paceOf({ perMinute, whenFull, countRepeats }: HookRules): Pick<HookFormValues, 'perMinute' | 'whenFull' | 'countRepeats'> {
  return { perMinute: perMinute === null ? '' : String(perMinute), whenFull, countRepeats }
}

/** What `hooks.create` and `hooks.update` take. */
export function fieldsOf({ username, picture, perMinute, whenFull, countRepeats, keyed, keyField, ...rest }: HookFormValues) {
  const isUrl = looksLikeUrl(picture)
  return {
    ...rest,
    username: username === '' ? null : username,
    iconUrl: isUrl ? picture : null,
    iconEmoji: isUrl || picture === '' ? null : emojiName(picture),
    rules: { perMinute: perMinute === '' ? null : wholeNumber(perMinute), whenFull, countRepeats, keyed, keyField: keyField === '' ? null : keyField },
  }
}

export const resolveHookForm: Resolver<HookFormValues> = (values) => {
  const result = hookFormSchema.safeParse(values)
  if (result.success) return { values: result.data, errors: {} }
  const errors: FieldErrors<HookFormValues> = {}
  for (const issue of result.error.issues) {
    const field = issue.path[0] as HookFormField
    errors[field] ??= { type: issue.code, message: problemOf(field, issue) }
  }
  return { values: {}, errors }
}

/** The field of the form that a refusal of the server is about; undefined: of none, so it stands above the buttons. */
export function fieldOfRefusal({ field }: ErrorBody): HookFormField | undefined {
  if (field === 'iconUrl' || field === 'iconEmoji') return 'picture'
  return field !== undefined && field in emptyHookForm ? (field as HookFormField) : undefined
}

/** What is special about this form in its own words; lengths and the like in those of every form. */
function problemOf(field: HookFormField, issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && field === 'name') return t('hooks:nameMissing')
  if (issue.code === 'too_small' && field === 'channel') return t('hooks:channelMissing')
  return describeIssue(issue)
}

function checkPicture(picture: string, context: z.RefinementCtx): void {
  if (picture === '') return
  const isUrl = looksLikeUrl(picture)
  const result = isUrl ? iconUrl.safeParse(picture) : iconEmoji.safeParse(emojiName(picture))
  for (const issue of result.error?.issues ?? []) context.addIssue({ code: 'custom', message: isUrl && issue.code === 'invalid_format' ? t('hooks:pictureWrong') : describeIssue(issue) })
}

function checkPace(perMinute: string, context: z.RefinementCtx): void {
  if (perMinute === '') return
  for (const issue of rules.perMinute.safeParse(wholeNumber(perMinute)).error?.issues ?? []) context.addIssue({ code: 'custom', message: describeIssue(issue) })
}

/** Whatever has a slash or a dot is meant as an address, so that a wrong one is told what an address looks like. */
function looksLikeUrl(picture: string): boolean {
  return /[/.]/.test(picture)
}

function emojiName(picture: string): string {
  return picture.replace(/^:(.+):$/, '$1')
}
