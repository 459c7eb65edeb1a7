/** Turns Emakin's attachments, files and links, into cards that link out: nothing is fetched. */
import type { PayloadRules } from './payload-rules.ts'
import { foldKeys, isRecord, typeName } from './payload-values.ts'
import { readAttachments, type AttachmentsRead } from './read-attachments.ts'

/** The keys of a file or a link. */
const ownKeys = ['@type', 'url', 'displayname', 'ext'] as const

/** `raw` is the value of `attachments`. Items without these keys are read as Slack's, because senders often know both. */
export function readEmakinAttachments(raw: unknown, rules: PayloadRules): AttachmentsRead {
  if (!Array.isArray(raw)) return readAttachments(raw, rules)
  const ignored = new Set<string>()
  const items: unknown[] = []
  for (const [position, item] of raw.entries()) {
    const fields = isRecord(item) ? foldKeys(item) : undefined
    if (fields === undefined || !ownKeys.some((key) => fields.has(key))) {
      items.push(item)
      continue
    }
    const card = toCard(fields, `attachments[${position}]`, ignored)
    if ('detail' in card) return { ok: false, detail: card.detail }
    items.push(card)
  }
  const read = readAttachments(items, rules)
  return read.ok ? { ...read, ignored: [...new Set([...ignored, ...read.ignored])] } : read
}

interface Card {
  readonly title: string
  readonly title_link?: string
  readonly text?: string
}

/** In Slack's keys. What has no use is added to `ignored`. */
function toCard(fields: ReadonlyMap<string, unknown>, path: string, ignored: Set<string>): Card | { readonly detail: string } {
  for (const key of ownKeys) {
    const value = fields.get(key)
    if (value !== undefined && typeof value !== 'string') return { detail: `The field "${path}.${spelling[key]}" must be a string, not ${typeName(value)}.` }
  }
  const stringOf = (key: (typeof ownKeys)[number]): string => ((fields.get(key) as string | undefined) ?? '').trim()
  const [type, url, displayName, ext] = [stringOf('@type'), stringOf('url'), stringOf('displayname'), stringOf('ext')]
  if (url === '' && displayName === '') return { detail: `“${path}” needs a "url"; "displayName" is what is shown for it.` }
  if (fields.has('@type') && !/^(?:file|link)$/i.test(type)) ignored.add('attachments.@type')
  for (const key of fields.keys()) if (!ownKeys.some((one) => one === key)) ignored.add(`attachments.${key.slice(0, 64).toWellFormed()}`)
  const title = displayName === '' ? url : withExtension(displayName, /^link$/i.test(type) ? '' : ext)
  if (/^https?:\/\/[^\s/?#]/i.test(url)) return { title, title_link: url }
  // What is no address of the web is shown, as code, and opens nothing.
  ignored.add('attachments.url')
  return url === '' || url === title ? { title } : { title, text: `\`${url.replaceAll('`', '%60').replace(/\s+/g, ' ')}\`` }
}

/** As senders know the keys. */
const spelling: Readonly<Record<(typeof ownKeys)[number], string>> = { '@type': '@type', url: 'url', displayname: 'displayName', ext: 'ext' }

function withExtension(name: string, rawExt: string): string {
  const ext = rawExt.replace(/^\.+/, '')
  return ext === '' || name.toLowerCase().endsWith(`.${ext.toLowerCase()}`) ? name : `${name}.${ext}`
}
