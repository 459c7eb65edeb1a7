/** Reads the buttons and chips of Google Chat's cards. One that opens a link does; all others would call a program that is not here. */
import type { AttachmentAction } from '#shared/contract/message.ts'
import { oneLine } from '../cards/card-part.ts'
import { listOf, stringOf, webAddress, wordOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'

const maxButtons = 25

/** `buttons`: anything, of both versions. */
export function readGoogleButtons(buttons: unknown, ignored: Set<string>): AttachmentAction[] {
  return listOf(buttons)
    .slice(0, maxButtons)
    .flatMap((button) => readButton(button, ignored))
}

function readButton(raw: Record<string, unknown>, ignored: Set<string>): AttachmentAction[] {
  const button = [raw['textButton'], raw['imageButton']].find(isRecord) ?? raw
  const url = linkOf(button)
  const icon = isRecord(button['icon']) ? (button['icon']['altText'] ?? button['icon']['knownIcon']) : button['icon']
  const text = oneLine(wordOf(button['text']) || wordOf(button['label']) || stringOf(button['altText']) || stringOf(button['name']) || stringOf(icon)) || url
  if (text === undefined || url === undefined) ignored.add('buttons')
  return text === undefined ? [] : [{ type: 'button', text, ...(url === undefined ? {} : { url }) }]
}

/** What a press opens; undefined for what opens nothing. */
export function linkOf(node: Readonly<Record<string, unknown>>): string | undefined {
  const click = node['onClick']
  if (!isRecord(click)) return undefined
  const link = click['openLink']
  return webAddress(isRecord(link) ? link['url'] : link)
}
