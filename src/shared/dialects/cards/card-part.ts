/** What cards of other chats are made of, in the order in which their sender wrote it: between their formats and our attachments. */
import type { AttachmentAction, AttachmentField } from '#shared/contract/message.ts'

export interface CardPicture {
  /** http or https. */
  readonly url: string
  /** Plain text; '' for none. */
  readonly alt: string
}

export type CardPart =
  /** One line of Markdown. Begins a card. */
  | { readonly kind: 'heading'; readonly text: string }
  /** Markdown. `thumb` stands beside it; `buttons` are its own. */
  | { readonly kind: 'text'; readonly text: string; readonly thumb?: CardPicture | undefined; readonly buttons?: readonly AttachmentAction[] | undefined }
  | { readonly kind: 'fields'; readonly fields: readonly AttachmentField[] }
  | { readonly kind: 'picture'; readonly picture: CardPicture }
  /** What stands in small letters: Markdown of one line, and the address of a picture before it. */
  | { readonly kind: 'small'; readonly text: string; readonly icon?: string | undefined }
  | { readonly kind: 'buttons'; readonly actions: readonly AttachmentAction[] }
  | { readonly kind: 'divider' }

/** A field as wide as it has to be: short ones stand two in a row. `title` is plain text, `value` Markdown. */
export function fieldOf(title: string, value: string): AttachmentField {
  return { title, value, short: value.length <= longestShort && !value.includes('\n') }
}

const longestShort = 48

/** Only one line can be bold; one that is already stays as it is. */
export function bold(markdown: string): string {
  const line = oneLine(markdown)
  return line === '' || /^\*\*[^*]*\*\*$/.test(line) ? line : `**${line}**`
}

/** Headings, names and labels have one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export function joinParts(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part.trim() !== '').join(separator)
}
