/** What stands in the holes of refusals and is a word itself, in German. */
import { outgoing } from '../outgoing.ts'

/** What re2js says of an expression that it cannot read; where, follows behind it. */
const patterns: readonly (readonly [english: string, german: string])[] = [
  ['missing closing )', 'eine Klammer „(“ ist nicht geschlossen'],
  ['unexpected )', 'eine Klammer „)“ ist zu viel'],
  ['missing closing ]', 'eine Klammer „[“ ist nicht geschlossen'],
  ['missing argument to repetition operator', 'vor einem Zeichen für Wiederholung steht nichts'],
  ['invalid nested repetition operator', 'zwei Zeichen für Wiederholung stehen hintereinander'],
  ['invalid character class range', 'diesen Bereich von Zeichen gibt es nicht'],
  ['invalid character class', 'diese Art von Zeichen gibt es nicht'],
  ['invalid repeat count', 'so oft lässt sich nichts wiederholen'],
  ['invalid named capture', 'eine Gruppe hat keinen gültigen Namen'],
  ['duplicate capture group name', 'zwei Gruppen heißen gleich'],
  ['invalid or unsupported Perl syntax', 'das kennt Hookline nicht'],
  ['invalid escape sequence', 'nach „\\“ steht etwas, das dort nicht stehen darf'],
  ['trailing backslash at end of expression', 'am Ende steht ein einzelner „\\“'],
  ['expression nests too deeply', 'zu viele Klammern stehen ineinander'],
  ['expression too large', 'er ist zu groß'],
]

/** What zod calls a kind of value. */
const types: Readonly<Record<string, string>> = {
  string: 'ein Text',
  number: 'eine Zahl',
  int: 'eine ganze Zahl',
  boolean: 'ja oder nein',
  array: 'eine Liste',
  object: 'ein Objekt',
  record: 'ein Objekt',
  undefined: 'nichts',
  null: 'nichts',
  UUID: 'UUID',
  email: 'E-Mail-Adresse',
}

/** How the value of a hole is said, by the hole's name. What is not here stands as it came: names, addresses, numbers. */
export const heldWords: Readonly<Record<string, (value: string) => string>> = {
  pattern: sayPattern,
  type: (value) => types[value] ?? value,
  received: (value) => types[value] ?? value,
  // "a"|"b"
  options: (value) => value.replaceAll('"', '').replaceAll('|', ', '),
  events: (value) => value.split(', ').map((event) => (outgoing.event as Readonly<Record<string, string>>)[event] ?? event).join(', '),
  size: saySize,
  limit: saySize,
  moment: sayMoment,
  day: (value) => value.split('-').reverse().map(Number).join('.'),
  kinds: (value) => value.split(', ').map((kind) => kinds[kind] ?? kind).join(', '),
  who: (value) => value.replace(/\b(\d+) pe(?:rson|ople)\b/, (_, count: string) => (count === '1' ? '1 Person' : `${count} Personen`)).replace(/\band\b/, 'und').replace(/\b[Tt]he channel\b/, 'der Kanal'),
}

/** Of a body. */
const kinds: Readonly<Record<string, string>> = { forms: 'Formulare', 'multipart forms': 'mehrteilige Formulare', text: 'Text' }
const months: Readonly<Record<string, string>> = { Mar: 'März', May: 'Mai', Oct: 'Okt', Dec: 'Dez' }

/** "09:47", "from 3 Nov, 09:47", "3 Nov" */
function sayMoment(value: string): string {
  return value.replace(/^from /, 'von ').replace(/\b(\d+) ([A-Z][a-z]+)(?=,|$)/, (_, day: string, month: string) => `${day}. ${months[month] ?? month}`)
}

/** "1.5 MB", "5,000 TB", "1 byte" */
function saySize(value: string): string {
  return value.replaceAll(/[.,](?=\d)/g, (sign) => (sign === '.' ? ',' : '.')).replace(/bytes?$/, 'Byte')
}

function sayPattern(value: string): string {
  const bare = value.replace(/^error parsing regexp: /, '')
  const [english, german] = patterns.find(([start]) => bare.startsWith(start)) ?? []
  return english === undefined || german === undefined ? bare : german + bare.slice(english.length)
}
