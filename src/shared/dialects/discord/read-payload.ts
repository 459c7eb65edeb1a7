/** Reads Discord's payload into what a hook wants to post; what breaks its limits is refused field by field. */
import type { Attachment } from '#shared/contract/message.ts'
import { isIconUrl } from '#shared/core/hooks.ts'
import { blankPost } from '../blank-post.ts'
import type { Decoded, FieldProblem, HookPost, Refusal } from '../dialect.ts'
import { decideMentions } from './allowed-mentions.ts'
import { createFormCheck, type FormCheck } from './form-check.ts'
import { discordToMarkdown, type Named } from './markdown.ts'
import { readComponents } from './read-components.ts'
import { readEmbeds } from './read-embeds.ts'
import { readPoll } from './read-poll.ts'

/** What a sender wrote of a message, given back to it word for word and changed by it part by part. */
export interface DiscordSource {
  readonly content?: unknown
  readonly embeds?: unknown
  readonly components?: unknown
  readonly flags?: unknown
  readonly thread_name?: unknown
  readonly poll?: unknown
}

export interface Beside extends Named {
  readonly hasFiles?: boolean | undefined
  /** Names of what stood beside the payload. */
  readonly ignored?: readonly string[] | undefined
}

export const mostContent = 2000
const suppressEmbeds = 1 << 2
const suppressNotifications = 1 << 12
const known = new Set(['content', 'username', 'avatar_url', 'tts', 'embeds', 'allowed_mentions', 'components', 'attachments', 'flags', 'thread_name', 'poll', 'wait', 'payload_json'])
const maxIgnored = 30

export function decodeDiscordPayload(value: unknown, beside: Beside = {}): Decoded {
  const check = createFormCheck()
  const body = check.record(value ?? {}, [])
  if (body === undefined) return refuseForm(check.problems)
  const username = check.text(body['username'], ['username'], 80)
  const threadName = check.text(body['thread_name'], ['thread_name'], 100)
  const said = readSaid(body, check, beside)
  if (check.problems.length > 0) return refuseForm(check.problems)
  const title = threadName === undefined ? '' : `**${discordToMarkdown(threadName, beside)}**`
  const text = [title, said.text].filter((one) => one !== '').join('\n\n')
  if (text === '' && said.attachments.length === 0 && beside.hasFiles !== true) return nothingToPost
  const avatar = typeof body['avatar_url'] === 'string' ? body['avatar_url'] : ''
  const unread = [...Object.keys(body).filter((key) => !known.has(key)), ...(avatar === '' || isIconUrl(avatar) ? [] : ['avatar_url']), ...(isTrue(body['tts']) ? ['tts'] : []), ...said.ignored]
  const post: HookPost = {
    ...blankPost,
    ...said.told,
    text,
    attachments: said.attachments,
    rawUsername: username,
    iconUrl: isIconUrl(avatar) ? avatar : undefined,
    ignored: [...new Set([...unread, ...(beside.ignored ?? [])].map((key) => key.slice(0, 64).toWellFormed()))].slice(0, maxIgnored),
    ...(flagsOf(body) & suppressNotifications ? { isSilent: true } : {}),
    source: sourceOf(body),
  }
  return { ok: true, post }
}

/** `earlier` with the parts that the sender names now; null takes a part away. */
export function mergeSource(earlier: DiscordSource, value: Readonly<Record<string, unknown>>): DiscordSource {
  return { ...earlier, ...pick(value, changeable) }
}

const changeable = ['content', 'embeds', 'components', 'flags'] as const
/** Shown as a part of the message, and fixed once it is posted. */
export const fixed = ['thread_name', 'poll'] as const

const sourceOf = (body: Readonly<Record<string, unknown>>): DiscordSource => pick(body, [...changeable, ...fixed])

function pick(body: Readonly<Record<string, unknown>>, keys: readonly (keyof DiscordSource)[]): DiscordSource {
  return Object.fromEntries(keys.flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]])))
}

interface Said {
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly told: Pick<HookPost, 'mentions'>
  readonly ignored: readonly string[]
}

function readSaid(body: Readonly<Record<string, unknown>>, check: FormCheck, named: Named): Said {
  const content = check.text(body['content'], ['content'], mostContent) ?? ''
  const { rule, text: told } = decideMentions(content, body['allowed_mentions'], named)
  const embeds = readEmbeds(body['embeds'], check, named)
  const components = readComponents(body['components'], named)
  const poll = readPoll(body['poll'], named)
  const text = [discordToMarkdown(told, named), components.text].filter((one) => one !== '').join('\n\n')
  const rest = [...components.cards, ...poll]
  // Nothing that is said is lost: embeds that would be all of it stay.
  const isHidden = (flagsOf(body) & suppressEmbeds) !== 0 && embeds.length > 0 && (text !== '' || rest.length > 0)
  return { text, attachments: isHidden ? rest : [...embeds, ...rest], told: rule === undefined ? {} : { mentions: rule }, ignored: isHidden ? ['embeds (SUPPRESS_EMBEDS)'] : [] }
}

const flagsOf = (body: Readonly<Record<string, unknown>>): number => (Number.isSafeInteger(Number(body['flags'])) ? Number(body['flags']) : 0)
const isTrue = (raw: unknown): boolean => raw === true || /^(?:true|1)$/i.test(String(raw))

type Refused = { readonly ok: false } & Refusal

export const nothingToPost: Refused = { ok: false, reason: 'nothing_to_post', detail: 'There is nothing to post: the payload has no "content", no embed that shows something, no component and no file.' }

function refuseForm(problems: readonly FieldProblem[]): Refused {
  const said = problems.slice(0, 3).map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message.replace(/\.$/, '')}`))
  const more = problems.length > 3 ? [`And ${problems.length - 3} more.`] : []
  const isLong = problems.some(({ path }) => path[0] === 'content')
  return { ok: false, reason: isLong ? 'text_too_long' : 'bad_payload', detail: [`${said.join('; ').replace(/\.$/, '')}.`, ...more].join(' '), problems }
}
