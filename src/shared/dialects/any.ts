/** Any tool: `/in/<43 characters>`, where the body alone decides and whatever arrives is posted in a readable form. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { hideInBody, hideInField } from '#shared/core/hide-secrets.ts'
import { cutBelow, isDeeperThan, parseExactly } from '#shared/core/json-scan.ts'
import { blankPost } from './blank-post.ts'
import { decodePayload, type Companions } from './decode-payload.ts'
import type { Decoded, Dialect, HookPost, RawPost } from './dialect.ts'
import { mendBody } from './mend-body.ts'
import { mattermostRules } from './mattermost.ts'
import { base64UrlCharacters, mintSecret } from './mint-secret.ts'
import { fence } from './payload-words.ts'
import type { PayloadRules } from './payload-rules.ts'
import { isRecord } from './payload-values.ts'
import { beginsJson, readBody, skipSpace } from './read-body.ts'
import { toChatPayload, type Form } from './read-form.ts'
import { isEncodedForm, readEncodedForm } from './read-named.ts'
import { deepestShown, renderFields, renderUnknownJson } from './render-unknown.ts'
import { goneStatus, headersOf, isRepeat, jsonReply, okReply, statusOf, type RefusalReason } from './reply-common.ts'
import { unfoldJson } from './unfold-json.ts'

const rules: PayloadRules = { ...mattermostRules, isLenient: true, checksType: false, readsBlocks: true }

const ownStatus: Partial<Record<RefusalReason, number>> = {
  ...goneStatus,
  hooks_off: 403,
  channel_not_found: 404,
  channel_archived: 410,
  channel_locked: 403,
  channel_forbidden: 403,
  case_not_found: 404,
}

export const any: Dialect = {
  id: 'any',
  label: 'Any tool',
  hint: '/in/…',
  nameWithout: 'hook',
  // What arrives here is often somebody else's text, such as a commit's: it never wakes a whole channel.
  mentions: { rule: 'people', most: 50 },
  takesFiles: true,
  // 43 of 64 characters: 258 bits.
  mintPath: (random) => `/in/${mintSecret(random, base64UrlCharacters, 43)}`,
  matchPath: (path) => /^\/in\/([A-Za-z0-9_-]{43})$/.exec(path)?.[1],
  claimsPath: (path) => path.startsWith('/in/'),
  decode,
  posted: okReply,
  refused(refusal, context) {
    if (isRepeat(refusal.reason)) return okReply(context)
    const status = statusOf(refusal.reason, ownStatus)
    return { ...jsonReply(status, { error: refusal.detail, reason: refusal.reason }), ...headersOf(refusal) }
  },
}

function decode(request: RawPost): Decoded {
  if (request.form) return decodeForm(request, request.form, request.hasFiles === true)
  const text = request.rawText
  const start = skipSpace(text, 0)
  if (beginsJson(text, start)) {
    const read = parseExactly(text)
    return read.ok ? decodeJson(read.value, { hasFiles: request.hasFiles }) : (decodeMended(request) ?? post(hideInBody(text, [])))
  }
  if (text.startsWith('payload=', start) || request.query.has('payload')) {
    const body = readBody(request, undefined, parseExactly)
    if (body.ok) return decodeJson(body.value)
    const mended = decodeMended(request)
    if (mended) return mended
  }
  return isEncodedForm(request) ? decodeForm(request, readEncodedForm(request), false) : post(isXml(text) ? fence(hideInBody(text.trim(), []), 'xml') : text)
}

/** Its tags and indentation are no Markdown. */
function isXml(text: string): boolean {
  return /^\s*<(?:\?xml\s|[A-Za-z][\w.-]*:[A-Za-z])/.test(text) && text.trimEnd().endsWith('>')
}

/** Of JSON that is none. Undefined when it is too broken for that, too. */
function decodeMended(request: RawPost): Decoded | undefined {
  const mended = mendBody(request)
  const decoded = mended && decodeJson(mended.value, { hasFiles: request.hasFiles })
  return decoded?.ok ? { ...decoded, post: { ...decoded.post, readAs: mended!.readAs } } : decoded
}

function decodeJson(value: unknown, beside: Companions = {}): Decoded {
  if (isRecord(value) && isChatPayload(value)) {
    const decoded = decodePayload(withTitle(value), rules, beside)
    if (decoded.ok && saysSomething(decoded.post)) return decoded
  }
  // Nobody chose what of it is shown: what is called a secret is not.
  const rendered = renderUnknownJson(withoutSecrets(value))
  if (rendered === undefined) return post('', beside)
  const { text, attachments, source } = rendered
  return { ok: true, post: { ...blankPost, text, attachments, props: source === '' ? {} : { card: source }, ignored: beside.ignored ?? [] } }
}

const longestTitle = 200

/** Tools that write for no chat have a title beside the `text`, which chats do not know: it stands above. Cards have their own. */
function withTitle(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { title, ...rest } = value
  const { text, attachments, blocks } = value
  if (typeof title !== 'string' || typeof text !== 'string' || title.trim() === '' || title.length > longestTitle || [attachments, blocks].some((list) => Array.isArray(list) && list.length > 0)) return value
  return { ...rest, text: `**${escapeMarkdown(title.trim().replace(/\s+/g, ' '))}**\n\n${text}` }
}

/** What is deeper than is shown is left out: JSON.stringify would use up the stack. */
function withoutSecrets(whole: unknown): unknown {
  const value = unfoldJson(isDeeperThan(whole, deepestShown) ? cutBelow(whole, deepestShown) : whole)
  const text = JSON.stringify(value)
  const cleared = hideInBody(text, [])
  return cleared === text ? value : (JSON.parse(cleared) as unknown)
}

/** What other tools call attachments may have nothing of a card. */
function saysSomething({ text, attachments }: HookPost): boolean {
  return text !== '' || attachments.length === 0 || attachments.some((attachment) => Object.keys(attachment).some((key) => key !== 'color' && key !== 'ts'))
}

const payloadParts = ['payload', 'payload_json', 'data']

/** The part that is JSON by its name and its content; else the fields of a chat; else all of them as a list. */
function decodeForm(request: RawPost, form: Form, hasFiles: boolean): Decoded {
  const part = form.findLast(([name, value]) => payloadParts.includes(name) && beginsJson(value, skipSpace(value, 0)))
  const read = part && parseExactly(part[1])
  const mended = read?.ok === false ? decodeMended(request) : undefined
  if (mended) return mended
  if (part && read?.ok) return decodeJson(read.value, { hasFiles, ignored: form.map(([name]) => name).filter((name) => name !== part[0]) })
  const payload = toChatPayload(form)
  return isChatPayload(payload) ? decodeJson(payload, { hasFiles }) : post(renderFields(form.map(([name, value]): [string, string] => [name, hideInField(name, value, [])])), { hasFiles })
}

/** `text` and `attachments` as chats have them; Teams' attachments name a content type. */
function isChatPayload(value: Record<string, unknown>): boolean {
  const attachments = value['attachments']
  const first: unknown = Array.isArray(attachments) ? attachments[0] : undefined
  if (isRecord(first) && 'contentType' in first) return false
  return typeof value['text'] === 'string' || Array.isArray(attachments) || Array.isArray(value['blocks'])
}

function post(text: string, { hasFiles, ignored = [] }: Companions = {}): Decoded {
  if (text.trim() === '' && hasFiles !== true) return { ok: false, reason: 'nothing_to_post', detail: 'There is nothing to post: the body is empty.' }
  return { ok: true, post: { ...blankPost, text, ignored } }
}
