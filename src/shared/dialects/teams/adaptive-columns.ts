/** Reads columns that stand side by side: a picture beside words, names beside values, or short texts. */
import type { AttachmentField } from '#shared/contract/message.ts'
import { fieldOf, joinParts, type CardPart } from '../cards/card-part.ts'
import { listOf, stringOf, wordOf } from '../payload-words.ts'
import { wordsOf } from './adaptive-reading.ts'
import { plainName, teamsText } from './teams-text.ts'

/** Cards have no columns of their own; what does not stand side by side stands below each other, from the first column on. */
export function readColumns(raw: unknown, read: (items: unknown) => CardPart[]): CardPart[] {
  const columns = listOf(raw)
  const facts = readFacts(columns)
  if (facts !== undefined) return [{ kind: 'fields', fields: facts }]
  const filled = columns.map((column) => read(column['items'])).filter((parts) => parts.length > 0)
  return besidePicture(filled) ?? sideBySide(filled) ?? filled.flat()
}

/** Two columns of single lines, the first of them all bold: names and values. */
function readFacts(columns: readonly Record<string, unknown>[]): AttachmentField[] | undefined {
  const [names = [], values = []] = columns.map((column) => listOf(column['items']))
  const isLine = (element: Record<string, unknown>): boolean => element['type'] === 'TextBlock' && !wordOf(element['text']).includes('\n')
  const isBold = (element: Record<string, unknown>): boolean => stringOf(element['weight']).toLowerCase() === 'bolder' || /^\*\*[^*]+\*\*:?$/.test(wordOf(element['text']).trim())
  if (columns.length !== 2 || names.length === 0 || names.length !== values.length) return undefined
  if (![...names, ...values].every(isLine) || !names.every(isBold) || values.some(isBold)) return undefined
  return names.map((name, index) => fieldOf(plainName(wordOf(name['text'])), teamsText(wordOf(values[index]?.['text']))))
}

const isWords = ({ kind }: CardPart): boolean => kind === 'text' || kind === 'small' || kind === 'heading'

/** One column is a picture and the others are words: as in a list of people. */
function besidePicture(columns: readonly (readonly CardPart[])[]): CardPart[] | undefined {
  const pictures = columns.flat().filter((part) => part.kind === 'picture')
  const [picture] = pictures
  if (picture === undefined || pictures.length > 1 || !columns.some((parts) => parts.length === 1 && parts[0] === picture)) return undefined
  const others = columns.flat().filter((part) => part !== picture)
  if (others.length === 0 || !others.every(isWords)) return undefined
  const [first] = others
  const heading = first?.kind === 'heading' ? [first] : []
  const text = joinParts(others.slice(heading.length).map(wordsOf), '\n')
  return [...heading, { kind: 'text', text, thumb: picture.picture }]
}

function sideBySide(columns: readonly (readonly CardPart[])[]): CardPart[] | undefined {
  if (columns.length < 2 || !columns.flat().every((part) => part.kind === 'text' || part.kind === 'small')) return undefined
  return [{ kind: 'fields', fields: columns.map(toField) }]
}

/** A first line in faint letters is the name of what stands below it. */
function toField(parts: readonly CardPart[]): AttachmentField {
  const [first, ...others] = parts
  const hasName = first?.kind === 'small' && others.length > 0
  return { title: hasName ? plainName(first.text) : '', value: joinParts((hasName ? others : parts).map(wordsOf), '\n'), short: true }
}
