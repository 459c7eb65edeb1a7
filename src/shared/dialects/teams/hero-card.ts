/** Reads the hero and thumbnail cards of Microsoft's bots: a title, a subtitle, a text, pictures and buttons. */
import type { AttachmentAction } from '#shared/contract/message.ts'
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { oneLine, type CardPart } from '../cards/card-part.ts'
import { listOf, stringOf, webAddress, wordOf } from '../payload-words.ts'
import type { TeamsCard } from './teams-card.ts'
import { teamsText } from './teams-text.ts'

const maxPictures = 10
const maxButtons = 25

/** Also what is left of a kind that nobody knows. */
export function readHeroCard(card: Readonly<Record<string, unknown>>): TeamsCard {
  const ignored = new Set<string>()
  const title = oneLine(escapeMarkdown(wordOf(card['title'])))
  const texts = [escapeMarkdown(wordOf(card['subtitle'])), teamsText(wordOf(card['text']))].filter((text) => text.trim() !== '')
  const pictures = listOf(card['images']).slice(0, maxPictures).flatMap((image): CardPart[] => {
    const url = webAddress(image['url'])
    return url === undefined ? [] : [{ kind: 'picture', picture: { url, alt: stringOf(image['alt']) } }]
  })
  const actions = listOf(card['buttons']).slice(0, maxButtons).flatMap((button) => readButton(button, ignored))
  const parts: CardPart[] = [...(title === '' ? [] : [{ kind: 'heading' as const, text: title }]), ...texts.map((text) => ({ kind: 'text' as const, text })), ...pictures, ...(actions.length === 0 ? [] : [{ kind: 'buttons' as const, actions }])]
  return { parts, color: undefined, ignored: [...ignored] }
}

function readButton(button: Record<string, unknown>, ignored: Set<string>): AttachmentAction[] {
  const type = stringOf(button['type'])
  const url = /^openUrl$/i.test(type) ? webAddress(button['value']) : undefined
  const text = oneLine(wordOf(button['title'])) || url
  if (text === undefined || url === undefined) ignored.add(`buttons.${(type || 'button').slice(0, 40)}`)
  return text === undefined ? [] : [{ type: 'button', text, ...(url === undefined ? {} : { url }) }]
}
