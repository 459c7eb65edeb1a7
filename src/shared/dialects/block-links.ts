/** Links and pictures of blocks as Markdown; an address that is none leaves its words alone. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'

/** `label` is Markdown already; '' shows the address. */
export function linkTo(label: string, url: unknown): string {
  if (typeof url !== 'string' || !/^(?:https?|mailto):/i.test(url)) return label
  return label === '' ? `<${encodeTarget(url)}>` : `[${label}](${encodeTarget(url)})`
}

/** A picture of the sizes of messages, with its description. */
export function pictureOf(node: Readonly<Record<string, unknown>>): string {
  const alt = typeof node['alt_text'] === 'string' ? escapeMarkdown(node['alt_text'].toWellFormed()) : ''
  const url = node['image_url']
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? `![${alt}](${encodeTarget(url)})` : alt
}

function encodeTarget(url: string): string {
  return url.toWellFormed().replace(/[\s<>()\\]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
