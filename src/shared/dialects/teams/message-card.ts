/** Reads the message cards of Teams' connectors: a title, a text, sections with an activity, facts and pictures, and links. */
import type { AttachmentAction } from '#shared/contract/message.ts'
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { bold, fieldOf, joinParts, oneLine, type CardPart, type CardPicture } from '../cards/card-part.ts'
import { htmlToMarkdown } from '../cards/html-words.ts'
import { pictureOf } from '../block-links.ts'
import { listOf, stringOf, webAddress, wordOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'
import type { TeamsCard } from './teams-card.ts'
import { plainName, teamsText } from './teams-text.ts'

const maxSections = 50
const maxActions = 25

export function readMessageCard(card: Readonly<Record<string, unknown>>): TeamsCard {
  const ignored = new Set<string>()
  const title = oneLine(escapeMarkdown(wordOf(card['title'])))
  const text = teamsText(wordOf(card['text']))
  const sections = listOf(card['sections']).slice(0, maxSections)
  const parts: CardPart[] = [
    ...(title === '' ? [] : [{ kind: 'heading' as const, text: title }]),
    ...textPart(text),
    ...sections.flatMap((section) => readSection(section, ignored)),
    ...buttonsPart(card['potentialAction'], ignored),
  ]
  return { parts, color: readColor(card['themeColor']), ignored: [...ignored] }
}

function readColor(raw: unknown): string | undefined {
  const hex = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(wordOf(raw).trim())?.[1]
  return hex === undefined ? undefined : `#${hex}`
}

function textPart(text: string, thumb?: CardPicture): CardPart[] {
  return text.trim() === '' && thumb === undefined ? [] : [{ kind: 'text', text, ...(thumb === undefined ? {} : { thumb }) }]
}

function readSection(section: Record<string, unknown>, ignored: Set<string>): CardPart[] {
  // Only this switch takes the formatting off, and its tags stay; a title in a section has it. Zabbix writes it as a word.
  const format = String(section['markdown']) === 'false' ? htmlToMarkdown : teamsText
  const toText = (key: string): string => format(wordOf(section[key]))
  const activity = joinParts([bold(toText('activityTitle')), toText('activitySubtitle'), toText('activityText')], '\n')
  const face = webAddress(section['activityImage'])
  const hero = isRecord(section['heroImage']) ? webAddress(section['heroImage']['image']) : undefined
  const facts = listOf(section['facts']).map((fact) => fieldOf(plainName(wordOf(fact['name'])), format(wordOf(fact['value']))))
  const pictures = listOf(section['images']).map((image) => pictureOf({ image_url: webAddress(image['image']), alt_text: stringOf(image['title']) }))
  return [
    ...(section['startGroup'] === true ? [{ kind: 'divider' as const }] : []),
    ...textPart(bold(toText('title'))),
    ...textPart(activity, face === undefined ? undefined : { url: face, alt: '' }),
    ...(hero === undefined ? [] : [{ kind: 'picture' as const, picture: { url: hero, alt: stringOf(isRecord(section['heroImage']) ? section['heroImage']['title'] : '') } }]),
    ...textPart(toText('text')),
    ...(facts.length === 0 ? [] : [{ kind: 'fields' as const, fields: facts }]),
    ...textPart(joinParts(pictures, '\n')),
    ...buttonsPart(section['potentialAction'], ignored),
  ]
}

function buttonsPart(raw: unknown, ignored: Set<string>): CardPart[] {
  const actions = listOf(raw)
    .slice(0, maxActions)
    .flatMap((action) => readAction(action, ignored))
  return actions.length === 0 ? [] : [{ kind: 'buttons', actions }]
}

/** An address opens; all others (`HttpPOST`, inputs, add-ins) would call a program that is not here. */
function readAction(action: Record<string, unknown>, ignored: Set<string>): AttachmentAction[] {
  const type = stringOf(action['@type']) || stringOf(action['type'])
  const targets = listOf(action['targets'])
  const chosen = targets.find((target) => target['os'] === 'default') ?? targets[0]
  // Before `OpenUri` there was `ViewAction` with a list of addresses.
  const old: unknown = Array.isArray(action['target']) ? action['target'][0] : action['target']
  const url = /HttpPOST|ActionCard|InvokeAddInCommand/i.test(type) ? undefined : webAddress(chosen?.['uri'] ?? old)
  const text = oneLine(wordOf(action['name'])) || url
  if (text === undefined || url === undefined) ignored.add(`potentialAction.${(type || 'action').slice(0, 40)}`)
  return text === undefined ? [] : [{ type: 'button', text, ...(url === undefined ? {} : { url }) }]
}
