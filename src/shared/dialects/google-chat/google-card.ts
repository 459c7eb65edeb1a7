/** Reads a card of Google Chat: its header, its sections, and the buttons at its end. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { bold, oneLine, type CardPart } from '../cards/card-part.ts'
import { htmlToMarkdown } from '../cards/html-words.ts'
import { listOf, stringOf, webAddress, wordOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'
import { readGoogleButtons } from './google-buttons.ts'
import { readWidgets } from './google-widgets.ts'

const maxSections = 100

/** Adds to `ignored` what could not be read or does nothing here. */
export function readGoogleCard(card: Readonly<Record<string, unknown>>, ignored: Set<string>): CardPart[] {
  const sections = listOf(card['sections']).slice(0, maxSections)
  const footer = isRecord(card['fixedFooter']) ? [card['fixedFooter']['primaryButton'], card['fixedFooter']['secondaryButton']] : []
  const actions = listOf(card['cardActions']).map((action) => ({ text: action['actionLabel'], onClick: action['onClick'] }))
  const buttons = readGoogleButtons([...footer, ...actions], ignored)
  return [
    ...readHeader(card['header'] ?? card['peekCardHeader']),
    ...sections.flatMap((section, index): CardPart[] => [...(index === 0 ? [] : [{ kind: 'divider' as const }]), ...textPart(bold(htmlToMarkdown(wordOf(section['header'])))), ...readWidgets(section['widgets'], ignored)]),
    ...(buttons.length === 0 ? [] : [{ kind: 'buttons' as const, actions: buttons }]),
  ]
}

function readHeader(header: unknown): CardPart[] {
  if (!isRecord(header)) return []
  const title = oneLine(escapeMarkdown(wordOf(header['title'])))
  const subtitle = escapeMarkdown(wordOf(header['subtitle']))
  const url = webAddress(header['imageUrl'])
  return [
    ...(title === '' ? [] : [{ kind: 'heading' as const, text: title }]),
    ...(url === undefined ? textPart(subtitle) : [{ kind: 'text' as const, text: subtitle, thumb: { url, alt: stringOf(header['imageAltText']) } }]),
  ]
}

function textPart(text: string): CardPart[] {
  return text.trim() === '' ? [] : [{ kind: 'text', text }]
}
