/** The list of raw senders, and how a request is recognised as one of theirs. */
import { parseFirstJson } from '#shared/core/json-scan.ts'
import { blankPost } from '../blank-post.ts'
import type { Decoded, RawPost } from '../dialect.ts'
import { mendBody } from '../mend-body.ts'
import { isRecord } from '../payload-values.ts'
import { readBody } from '../read-body.ts'
import { alertmanager } from './alertmanager.ts'
import { forgejo, gitea } from './gitea.ts'
import { gitHub } from './github.ts'
import { gitLab } from './gitlab.ts'
import { grafana } from './grafana.ts'
import { readerOf } from './reader.ts'
import type { Sender } from './sender.ts'
import { sentry } from './sentry.ts'
import { uptimeKuma } from './uptime-kuma.ts'
import { plain } from './write.ts'

/** In the order in which they are asked: Forgejo calls itself Gitea, and both GitHub; Grafana writes what Alertmanager does, and more. */
export const senders: readonly Sender[] = [forgejo, gitea, gitLab, gitHub, sentry, grafana, alertmanager, uptimeKuma]

/** Undefined: this is of none of them, and the dialect of the address reads it. */
export function decodeSender(request: RawPost): Decoded | undefined {
  if (!mayBeSender(request)) return undefined
  const read = readPayload(request)
  const mended = read === undefined ? mendBody(request) : undefined
  const body = read ?? mended?.value
  if (!isRecord(body)) return undefined
  const { headers } = request
  const sender = senders.find((one) => one.recognises({ headers, body }))
  if (sender === undefined) return undefined
  const unread = new Set<string>()
  const { event, text, attachments, about } = sender.decode({ headers, body }, readerOf(body, unread))
  const named = event === '' ? sender.label : `${sender.label} · ${event.slice(0, longestEvent).toWellFormed()}`
  const readAs = [named, ...(mended ? [mended.readAs] : [])].join('; ')
  // Names in it are names over there.
  const isBlank = text.trim() === '' && attachments.length === 0
  return { ok: true, post: { ...blankPost, text: isBlank ? plain(named) : text, attachments, mentions: 'none', readAs, ignored: [...unread], ...(about && { about }) } }
}

/** Characters; it is anybody's text. */
const longestEvent = 80

const marks = ['x-github-event', 'x-gitlab-event', 'x-gitea-event', 'x-forgejo-event', 'sentry-hook-resource']
/** Of those without a header of their own: keys that no chat has. */
const keys = ['"alerts"', '"heartbeat"', '"object_kind"', '"culprit"']

/** Cheap, because it is asked of each request. */
function mayBeSender({ headers, rawText, form = [] }: RawPost): boolean {
  if (marks.some((name) => headers[name] !== undefined)) return true
  const texts = rawText === '' ? form.map(([, value]) => value) : [rawText]
  return texts.some((text) => keys.some((key) => text.includes(key)))
}

/** Undefined when it cannot be read. */
function readPayload(request: RawPost): unknown {
  // Uptime Kuma's form.
  const part = request.form?.findLast(([name]) => name === 'data')
  if (part !== undefined) {
    const read = parseFirstJson(part[1])
    return read.ok ? read.value : undefined
  }
  const body = readBody(request)
  return body.ok ? body.value : undefined
}
