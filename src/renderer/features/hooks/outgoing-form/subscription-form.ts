/** The values of the form of an outgoing webhook, their rules, and the way from and to what the server takes. */
import type { FieldErrors, Resolver } from 'react-hook-form'
import type { z } from 'zod'
import type { ErrorBody } from '#shared/contract/errors.ts'
import { subscriptionFieldsSchema, type Disclosure, type FormatId, type Signature, type Subscription, type SubscriptionFields, type Trigger } from '#shared/contract/subscription.ts'
import { explainPattern } from '#shared/core/triggers.ts'
import { getFormat } from '#shared/formats/index.ts'
import { describeIssue } from '#renderer/lib/data/describe-issue.ts'
import { t } from '#renderer/text/i18n.ts'

export interface HeaderRow {
  readonly name: string
  readonly value: string
}

/** What stands in the form: lists of lines as text, and '' for null. */
export interface SubscriptionFormValues {
  name: string
  description: string
  /** Ids; none for all public channels. */
  channels: string[]
  when: Trigger['when']
  words: string
  events: Disclosure[]
  from: SubscriptionFields['from']
  urls: string
  format: FormatId
  signature: Signature
  headers: HeaderRow[]
  allow: string
  policy: SubscriptionFields['policy']
  strictOrder: boolean
  receiver: string
  username: string
  iconUrl: string
}
export type SubscriptionField = keyof SubscriptionFormValues

export const emptySubscriptionForm: SubscriptionFormValues = {
  name: '',
  description: '',
  channels: [],
  when: 'every',
  words: '',
  events: ['posted'],
  from: 'people',
  urls: '',
  format: 'mattermost-json',
  signature: 'token',
  headers: [],
  allow: '',
  policy: 'retry',
  strictOrder: false,
  receiver: '',
  username: '',
  iconUrl: '',
}

export function valuesOf(subscription: Subscription): SubscriptionFormValues {
  const { name, description, channels, trigger, events, from, urls, format, signature, headers, allow, policy, strictOrder, receiver, username, iconUrl } = subscription
  return {
    name,
    description,
    channels: channels.map(({ id }) => id),
    when: trigger.when,
    words: trigger.words.join('\n'),
    events: [...events],
    from,
    urls: urls.join('\n'),
    format,
    signature,
    headers: Object.entries(headers).map(([header, value]) => ({ name: header, value })),
    allow: allow.join('\n'),
    policy,
    strictOrder,
    receiver: receiver ?? '',
    username: username ?? '',
    iconUrl: iconUrl ?? '',
  }
}

/** What `subscriptions.create` and `subscriptions.update` take. */
export function fieldsOf(values: SubscriptionFormValues): SubscriptionFields & { channels: string[] } {
  const { when, words, urls, headers, allow, receiver, username, iconUrl, ...same } = values
  return {
    ...same,
    trigger: { when, words: when === 'every' ? [] : linesOf(words) },
    urls: linesOf(urls),
    headers: Object.fromEntries(headers.filter(({ name, value }) => name.trim() !== '' || value.trim() !== '').map(({ name, value }) => [name.trim(), value.trim()])),
    allow: linesOf(allow),
    receiver: orNull(receiver),
    username: orNull(username),
    iconUrl: orNull(iconUrl),
  }
}

export const resolveSubscriptionForm: Resolver<SubscriptionFormValues> = (values) => {
  const errors: FieldErrors<SubscriptionFormValues> = {}
  const fields = fieldsOf(values)
  const result = subscriptionFieldsSchema.safeParse(fields)
  for (const issue of result.error?.issues ?? []) {
    const field = formFieldOf(String(issue.path[0]))
    if (field !== undefined) errors[field] ??= { type: issue.code, message: problemOf(field, issue, values) } as never
  }
  const refuse = (field: SubscriptionField, message: string): void => void (errors[field] ??= { type: 'custom', message } as never)
  if (values.when !== 'every' && fields.trigger.words.length === 0) refuse('words', t('outgoing:form.wordsMissing'))
  if (values.when === 'every' && values.channels.length === 0) refuse('channels', t('outgoing:form.channelsMissing'))
  const twice = findTwice(values.headers)
  if (twice !== undefined) refuse('headers', t('outgoing:form.headerTwice', { name: twice }))
  const pattern = values.when === 'regex' ? findBroken(fields.trigger.words) : undefined
  if (pattern !== undefined) refuse('words', pattern)
  return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors }
}

/** The field of the form that a refusal of the server is about; undefined: of none, so it stands above the buttons. */
export function fieldOfRefusal({ field }: ErrorBody): SubscriptionField | undefined {
  return field === undefined ? undefined : formFieldOf(field.split('.')[0]!)
}

/** What a format cannot tell of is taken off. */
export function fitFormat(values: SubscriptionFormValues, format: FormatId): Pick<SubscriptionFormValues, 'events' | 'from'> {
  const { events, tellsOfHooks } = getFormat(format)
  const told = values.events.filter((event) => events.includes(event))
  return { events: told.some((event) => event !== 'files') ? told : ['posted', ...told], from: tellsOfHooks ? values.from : 'people' }
}

export type RiskyChange = 'urls' | 'format' | 'trigger' | 'signature'

/** What was changed that its receiver may not be ready for. */
export function riskyChanges(before: Subscription, values: SubscriptionFormValues): RiskyChange[] {
  const after = fieldsOf(values)
  const isOther = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)
  const changed: Record<RiskyChange, boolean> = {
    urls: isOther(before.urls, after.urls),
    format: before.format !== after.format,
    trigger: isOther(before.trigger, after.trigger),
    signature: before.signature !== after.signature,
  }
  return (['urls', 'format', 'trigger', 'signature'] as const).filter((name) => changed[name])
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function formFieldOf(name: string): SubscriptionField | undefined {
  if (name === 'trigger') return 'words'
  return name in emptySubscriptionForm ? (name as SubscriptionField) : undefined
}

/** What is special about this form in its own words; lengths and the like in those of every form. */
function problemOf(field: SubscriptionField, issue: z.core.$ZodIssue, { urls }: SubscriptionFormValues): string {
  if (field === 'name' && issue.code === 'too_small') return t('hooks:nameMissing')
  if (field === 'urls' && issue.code === 'too_small') return t('outgoing:form.urlsMissing')
  if (field === 'events') return t('outgoing:form.eventsMissing')
  if (field === 'iconUrl' && issue.code === 'invalid_format') return t('hooks:pictureWrong')
  const index = field === 'urls' ? issue.path[1] : undefined
  if (typeof index === 'number') return t('outgoing:form.urlWrong', { line: lineAt(urls, index) })
  if (field === 'headers') return t('outgoing:form.headerWrong')
  return describeIssue(issue)
}

/** The number of a line as one counts them in the field, empty ones included. */
function lineAt(text: string, index: number): number {
  const filled = text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [at + 1]))
  return filled[index] ?? 1
}

/** The first name that an earlier header has too: capitals make no other header of it (RFC 9110, 5.1). */
function findTwice(headers: readonly HeaderRow[]): string | undefined {
  const names = headers.map(({ name }) => name.trim().toLowerCase())
  return headers.find((_, index) => names[index] !== '' && names.indexOf(names[index]!) < index)?.name.trim()
}

function findBroken(words: readonly string[]): string | undefined {
  for (const word of words) {
    const problem = explainPattern(word)
    if (problem !== undefined) return t('outgoing:form.patternWrong', { word, problem })
  }
  return undefined
}
