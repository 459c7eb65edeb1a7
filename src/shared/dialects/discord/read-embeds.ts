/** Discord's embeds as cards, and their limits: those of its documents, in its words. */
import type { Attachment, AttachmentField } from '#shared/contract/message.ts'
import { countCodePoints, type FormCheck, type Path } from './form-check.ts'
import { discordToMarkdown, discordToPlain, type Named } from './markdown.ts'

const mostEmbeds = 10
const mostFields = 25
const mostTogether = 6000
/** Files that came along can be shown, too. */
const pictures = ['http', 'https', 'attachment']

interface Reading {
  readonly check: FormCheck
  readonly named: Named
  /** Of all texts of all embeds; added to. */
  length: number
}

/** Cards in order; those that show nothing are left out. Later ones with the same address are the first one's other pictures. */
export function readEmbeds(raw: unknown, check: FormCheck, named: Named): readonly Attachment[] {
  const reading: Reading = { check, named, length: 0 }
  const cards = check.list(raw, ['embeds'], mostEmbeds).flatMap((item, index) => {
    const path = ['embeds', String(index)]
    const embed = check.record(item, path)
    return embed === undefined ? [] : [readEmbed(embed, path, reading)]
  })
  if (reading.length > mostTogether) check.note(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${mostTogether}`)
  return mergeGalleries(cards).filter((card) => Object.keys(card).some((key) => key !== 'color' && key !== 'ts' && key !== 'title_link' && key !== 'fallback'))
}

function readEmbed(embed: Readonly<Record<string, unknown>>, path: Path, reading: Reading): Attachment {
  const { check, named } = reading
  const title = counted(check.text(embed['title'], [...path, 'title'], 256), reading)
  const description = counted(check.text(embed['description'], [...path, 'description'], 4096), reading)
  const color = check.color(embed['color'], [...path, 'color'])
  const author = check.record(embed['author'], [...path, 'author']) ?? {}
  const footer = check.record(embed['footer'], [...path, 'footer']) ?? {}
  const fields = check.list(embed['fields'], [...path, 'fields'], mostFields).flatMap((item, index) => readField(item, [...path, 'fields', String(index)], reading))
  const picture = (key: 'image' | 'thumbnail'): string | undefined => check.link(check.record(embed[key], [...path, key])?.['url'], [...path, key, 'url'], pictures)
  return withoutGaps({
    color: color === undefined ? undefined : `#${color.toString(16).padStart(6, '0')}`,
    author_name: counted(check.text(author['name'], [...path, 'author', 'name'], 256), reading),
    author_link: check.link(author['url'], [...path, 'author', 'url']),
    author_icon: check.link(author['icon_url'], [...path, 'author', 'icon_url'], pictures),
    title: title === undefined ? undefined : discordToPlain(title, named),
    title_link: check.link(embed['url'], [...path, 'url']),
    text: description === undefined ? undefined : discordToMarkdown(description, named),
    fields: fields.length === 0 ? undefined : fields,
    image_url: picture('image'),
    thumb_url: picture('thumbnail'),
    footer: counted(check.text(footer['text'], [...path, 'footer', 'text'], 2048), reading),
    footer_icon: check.link(footer['icon_url'], [...path, 'footer', 'icon_url'], pictures),
    ts: check.time(embed['timestamp'], [...path, 'timestamp']),
  })
}

function readField(raw: unknown, path: Path, reading: Reading): AttachmentField[] {
  const { check, named } = reading
  const field = check.record(raw, path)
  if (field === undefined) return []
  const name = counted(check.required(field['name'], [...path, 'name'], 256), reading) ?? ''
  const value = counted(check.required(field['value'], [...path, 'value'], 1024), reading) ?? ''
  return [{ title: discordToPlain(name, named), value: discordToMarkdown(value, named), short: field['inline'] === true || /^(?:true|1)$/i.test(String(field['inline'])) }]
}

function counted(text: string | undefined, reading: Reading): string | undefined {
  reading.length += text === undefined ? 0 : countCodePoints(text)
  return text
}

/** Discord draws embeds with one address as one, with all their pictures. */
function mergeGalleries(cards: readonly Attachment[]): Attachment[] {
  const seen = new Set<string>()
  return cards.map((card) => {
    const { title_link: url, image_url, color } = card
    if (url === undefined) return card
    const isMore = seen.has(url) && image_url !== undefined
    seen.add(url)
    return isMore ? withoutGaps({ color, image_url }) : card
  })
}

type Gaps<T> = { readonly [K in keyof T]: T[K] | undefined }

function withoutGaps(card: Gaps<Attachment>): Attachment {
  return Object.fromEntries(Object.entries(card).filter(([, value]) => value !== undefined))
}
