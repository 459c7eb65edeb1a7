/** What of a message is indexed, as text, and the facets: words that nobody can type, for who, where and of what kind. */
import type { ChannelType } from '#shared/contract/channel.ts'
import type { Attachment } from '#shared/contract/message.ts'
import { foldWords } from '#shared/core/fold-words.ts'
import type { HasValue, IsValue } from '#shared/core/search-query.ts'

/** A private-use character: the folding of texts and queries leaves it out, so a facet is never met by chance. */
const mark = '\u{e000}'
const idFacet = (kind: string, id: string): string => `${mark}${kind}${id.replaceAll('-', '')}`

export const facets = {
  /** In a public channel. */
  isPublic: `${mark}p`,
  channel: (id: string) => idFacet('c', id),
  /** Written by this person themselves. */
  author: (id: string) => idFacet('a', id),
  hook: (id: string) => idFacet('h', id),
  savedBy: (id: string) => idFacet('s', id),
  has: (value: HasValue) => `${mark}x${value}`,
  is: (value: Exclude<IsValue, 'saved'>) => `${mark}y${value}`,
} as const

/** A message as the index reads it. */
export interface IndexedRow {
  row: number
  type: string
  channelId: string
  channelType: ChannelType
  authorId: string
  text: string
  username: string | null
  hookId: string | null
  attachments: string | null
  createdAt: number
  editedAt: number | null
  deletedAt: number | null
  pinnedAt: number | null
  rootRow: number | null
  replyCount: number | null
  /** JSON: name and media type of each file. */
  files: string
  hasReaction: number
  /** JSON: ids of those who saved it. */
  savers: string
}

export interface SearchDocument {
  readonly body: string
  readonly attached: string
  readonly names: string
  readonly facets: string
}

/** More of one message than this is not searched: it would hold up the writes of everybody else. */
const longestText = 100_000

export function buildDocument(row: IndexedRow): SearchDocument {
  const attachments = row.attachments === null ? [] : (JSON.parse(row.attachments) as Attachment[])
  const files = JSON.parse(row.files) as [name: string, mediaType: string][]
  const attached = [...attachments.flatMap(attachmentTexts), ...files.map(([name]) => name)].join('\n')
  return {
    body: toWords(row.text),
    attached: toWords(attached),
    names: row.username === null ? '' : toWords(row.username),
    facets: [...whereFacets(row), ...kindFacets(row), ...hasFacets(row, attachments, files)].join(' '),
  }
}

function toWords(text: string): string {
  return foldWords(text.length > longestText ? text.slice(0, longestText) : text).join(' ')
}

function attachmentTexts(attachment: Attachment): string[] {
  const { pretext, author_name, title, text, fields = [], footer, fallback, image_alt, actions = [] } = attachment
  const shown = [pretext, author_name, title, text, ...fields.flatMap((field) => [field.title, field.value]), image_alt, footer, ...actions.map((action) => action.text)].filter((one) => one !== undefined)
  return shown.length > 0 ? shown : [fallback ?? '']
}

function whereFacets({ channelId, channelType, type, authorId, hookId, savers }: IndexedRow): string[] {
  return [
    ...(channelType === 'public' ? [facets.isPublic] : []),
    facets.channel(channelId),
    // What a hook posts is not said by its owner.
    ...(type === 'webhook' ? [facets.is('hook'), facets.is('bot')] : [facets.author(authorId)]),
    ...(hookId === null ? [] : [facets.hook(hookId)]),
    ...(JSON.parse(savers) as string[]).map(facets.savedBy),
  ]
}

function kindFacets({ editedAt, rootRow, replyCount }: IndexedRow): string[] {
  return [...(editedAt === null ? [] : [facets.is('edited')]), ...(rootRow === null && (replyCount ?? 0) === 0 ? [] : [facets.is('thread')])]
}

function hasFacets(row: IndexedRow, attachments: readonly Attachment[], files: readonly (readonly [string, string])[]): string[] {
  const isPicture = files.some(([, mediaType]) => mediaType.startsWith('image/')) || attachments.some((one) => one.image_url !== undefined) || /!\[[^\]]*\]\(/.test(row.text)
  const found: Record<HasValue, boolean> = {
    link: /https?:\/\/[^\s"]/i.test(row.text) || /https?:\/\/[^\s"]/i.test(row.attachments ?? ''),
    file: files.length > 0,
    picture: isPicture,
    code: /```|`[^`\n]+`/.test(row.text),
    reaction: row.hasReaction === 1,
    pin: row.pinnedAt !== null,
  }
  return (Object.keys(found) as HasValue[]).filter((value) => found[value]).map(facets.has)
}
