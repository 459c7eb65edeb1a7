/** Every word that the window says stands in the catalogue, in every language, and is used. */
import { describe, expect, test } from 'vitest'
import { de } from '#renderer/text/de/index.ts'
import { en } from '#renderer/text/en/index.ts'
import { refusals } from '#renderer/text/de/refusals/index.ts'
import { findUntranslated, findUses, parse, windowSources } from './words.ts'

/** Texts that are the same in every language, and why. */
const allowed: Record<string, readonly string[]> = {
  // The product's name.
  'src/renderer/ui/logo.tsx': ['Hookline'],
  'src/renderer/features/settings/pages/about-page.tsx': ['Hookline'],
  // The sign of a webhook is one and the same for everybody; what is spoken of it is translated.
  'src/renderer/widgets/message/hook-sign.tsx': ['BOT'],
  'src/renderer/widgets/notification-cards/notification-cards.tsx': ['BOT'],
  // Names, as examples.
  'src/renderer/features/sidebar/dialogs/new-channel-dialog.tsx': ['release-room'],
  'src/renderer/features/sidebar/dialogs/new-person-dialog.tsx': ['jonas.weber', 'Jonas Weber'],
  // Addresses, as examples.
  'src/renderer/features/team/host/host-form.tsx': ['chat.tidewater.example'],
  'src/renderer/features/team/join/link-form.tsx': ['hookline://join#…'],
  // What a tool sends: commands and JSON.
  'src/renderer/features/first-run/line-art.tsx': ['curl', '\'{"text":" "}\'', '\\\n  http://127.0.0.1:4665/hooks/…', 'town-square'],
  // Names of programs and languages.
  'src/renderer/widgets/message-body/code-block.tsx': ['Text'],
}

type Texts = { readonly [key: string]: string | Texts }

/** The same in German: the sign of a webhook. */
const sameInGerman = ['notify:notEncrypted']

const flatten = (texts: Texts, prefix = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`)))
const catalogue = (areas: Record<string, Texts>): Map<string, string> => new Map(Object.entries(areas).flatMap(([area, texts]) => flatten(texts, `${area}:`)))

const english = catalogue(en)
const german = catalogue(de)
const sources = windowSources()
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '')

test('no word is drawn or spoken past the catalogue', () => {
  const found = sources.flatMap(findUntranslated).filter(({ path, text }) => !allowed[path]?.includes(text))
  expect(found.map(({ path, line, text }) => `${path}:${line} ${text}`)).toEqual([])
})

test('the check sees words in every place where the window could say them', () => {
  const code = `
    <a title="One" className="not-this" href={x ? 'nor' : 'this'}>Two {x === 'no' ? 'Three' : y ?? \`Four \${z}\`} &nbsp;· <b>{x && 'Five'}</b></a>;
    toast({ tone: 'ok', text: x ? 'Six' : t('common:close') })`
  expect(findUntranslated(parse('window.tsx', code)).map(({ text }) => text)).toEqual(['One', 'Two', 'Three', 'Four', 'Five', 'Six'])
})

describe('keys', () => {
  const uses = sources.map((source) => findUses(source, Object.keys(en)))
  const keys = uses.flatMap((use) => use.keys)
  const patterns = uses.flatMap((use) => use.patterns)
  const possible = uses.flatMap((use) => use.possible)
  const known = [...new Set([...english.keys()].map(withoutPlural))]

  test('every one that the code names is there', () => {
    const lost = [...keys.filter(({ text }) => !known.includes(withoutPlural(text))), ...patterns.filter(({ pattern }) => !known.some((key) => pattern.test(key)))]
    expect([...new Set(lost.map(({ path, line, text }) => `${path}:${line} ${text}`))]).toEqual([])
  })

  test('every one that is there is named', () => {
    const named = new Set([...keys.map(({ text }) => text), ...possible].map(withoutPlural))
    expect(known.filter((key) => !named.has(key) && !patterns.some(({ pattern }) => pattern.test(key)))).toEqual([])
  })
})

describe('German', () => {
  test('has every text, and no other', () => expect([...german.keys()].sort()).toEqual([...english.keys()].sort()))

  test('has the same values and elements in each sentence', () => {
    // "one file" need not say its number.
    const partsOf = (key: string, text = ''): string[] => [...text.matchAll(/\{\{.*?\}\}|<[^>]*>/g)].map(([part]) => part).filter((part) => !(key.endsWith('_one') && part.includes('count'))).sort()
    expect([...english].filter(([key, text]) => partsOf(key, text).join() !== partsOf(key, german.get(key)).join()).map(([key]) => key)).toEqual([])
  })

  test('is not English', () => {
    const wordsOf = (text: string): number => text.replace(/\{\{.*?\}\}|<[^>]*>/g, '').match(/\p{L}{3,}/gu)?.length ?? 0
    expect([...english].filter(([key, text]) => wordsOf(text) > 1 && german.get(key) === text && !sameInGerman.includes(key)).map(([key]) => key)).toEqual([])
  })
})

/** Of two words for the same thing, the one that is not used: docs/decisions/0007. */
test('German has one word for each thing', () => {
  const texts = [...german, ...Object.entries(refusals.sentences)]
  expect(texts.filter(([, text]) => /\b(?:Rechner|Arbeitsbereich)/i.test(text)).map(([key, text]) => `${key} ${text}`)).toEqual([])
})

test.each([['English', english, /"|\.\.\./], ['German', german, /["”]|\.\.\.|\p{L}…$/u]] as const)('%s texts are whole and set properly', (_language, texts, wrong) => {
  const isBad = (text: string): boolean => text.trim() === '' || text !== text.trim() || wrong.test(text)
  expect([...texts].filter(([, text]) => isBad(text)).map(([key, text]) => `${key} ${text}`)).toEqual([])
})
