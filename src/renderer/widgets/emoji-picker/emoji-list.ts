/** All emoji in the order people know, with names in the window's language; loaded when first needed. */
import { create } from 'zustand'
import { foldText } from '#shared/core/fold-text.ts'
import { matchNames } from '#shared/core/match-names.ts'
import { currentLanguage } from '#renderer/text/i18n.ts'
import { buildEmojiNames, emojiOf } from '../message-body/emoji-names.ts'

export interface Emoji {
  /** The character in yellow. */
  readonly char: string
  readonly name: string
  /** The shortcode that is shown, without colons. */
  readonly code: string
  /** The five skin tones from light to dark; null where there are none. */
  readonly tones: readonly string[] | null
  /** Of `emojiGroups`. */
  readonly group: number
  /** All its shortcodes, folded. */
  readonly codes: readonly string[]
  /** Names and keywords in all languages that are loaded, folded. */
  readonly words: readonly string[]
}

/** The groups of the Unicode charts; the second one (components) is nothing that is written. */
export const emojiGroups = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const

interface EmojiList {
  /** Null while not loaded. */
  readonly list: readonly Emoji[] | null
  readonly language: string
  readonly failed: boolean
}

export const useEmojiList = create<EmojiList>(() => ({ list: null, language: '', failed: false }))

let loading: { readonly language: string; readonly done: Promise<void> } | null = null

/** Does nothing when the list is there; after a change of language it is made anew. */
export function loadEmojiList(): Promise<void> {
  const language = currentLanguage()
  if (loading?.language !== language) loading = { language, done: load(language) }
  return loading.done
}

async function load(language: string): Promise<void> {
  try {
    const [english, slack, github, local] = await Promise.all([
      import('emojibase-data/en/compact.json'),
      import('emojibase-data/en/shortcodes/iamcal.json'),
      import('emojibase-data/en/shortcodes/github.json'),
      language === 'de' ? import('emojibase-data/de/compact.json') : null,
    ])
    const list = buildEmojiList({
      english: english.default,
      local: local?.default ?? null,
      codes: [slack.default, github.default] as Codes[],
    })
    useEmojiList.setState({ list: list.filter(canDraw), language, failed: false })
  } catch {
    // The files of the window could not be fetched; the next attempt tries again.
    loading = null
    useEmojiList.setState({ failed: true })
  }
}

/** Young ones are empty boxes where the system's font is older; they stand in two blocks of their own. */
function canDraw({ char }: Emoji): boolean {
  const point = char.codePointAt(0) ?? 0
  if (point < 0x1fa70 || point > 0x1fbff) return true
  measure ??= new OffscreenCanvas(1, 1).getContext('2d')
  if (measure === null) return true
  measure.font = '16px sans-serif'
  return Math.abs(measure.measureText(char).width - measure.measureText('😀').width) < 1
}

let measure: OffscreenCanvasRenderingContext2D | null = null

export interface RawEmoji {
  readonly hexcode: string
  readonly label: string
  readonly group?: number
  readonly order?: number
  readonly tags?: readonly string[]
  readonly skins?: readonly RawEmoji[]
}

type Codes = Readonly<Record<string, string | string[]>>

export interface RawLists {
  readonly english: readonly RawEmoji[]
  readonly local: readonly RawEmoji[] | null
  /** The first list that has an emoji gives the shortcode that is shown. */
  readonly codes: readonly Codes[]
}

export function buildEmojiList({ english, local, codes }: RawLists): readonly Emoji[] {
  const localOf = new Map(local?.map((raw) => [raw.hexcode, raw]))
  const groups: readonly number[] = emojiGroups
  const meant = buildEmojiNames(codes)
  return english
    .filter((raw) => raw.group !== undefined && groups.includes(raw.group))
    .sort((a, b) => a.order! - b.order!)
    .flatMap((raw) => {
      const names = codes.flatMap((list) => list[raw.hexcode] ?? []).filter((code) => meant.get(code) === emojiOf(raw.hexcode))
      // One without a shortcode is so new that few systems can draw it.
      return names.length === 0 ? [] : [buildEmoji(raw, localOf.get(raw.hexcode), names)]
    })
}

function buildEmoji(raw: RawEmoji, local: RawEmoji | undefined, codes: readonly string[]): Emoji {
  const texts = [...(local === undefined ? [] : [local.label, ...(local.tags ?? [])]), raw.label, ...(raw.tags ?? [])]
  return {
    char: emojiOf(raw.hexcode),
    name: local?.label ?? raw.label,
    code: codes[0]!,
    tones: buildTones(raw.skins ?? []),
    group: raw.group!,
    codes: codes.map(foldText),
    words: [...new Set(texts.map(foldText))],
  }
}

const toneCodes = ['1F3FB', '1F3FC', '1F3FD', '1F3FE', '1F3FF']

/** Where two people are shown, both get the same tone. */
function buildTones(skins: readonly RawEmoji[]): readonly string[] | null {
  const tones = toneCodes.map((tone) => skins.find(({ hexcode }) => hexcode.split('-').every((code) => code === tone || !toneCodes.includes(code))))
  return tones.every((skin) => skin !== undefined) ? tones.map((skin) => emojiOf(skin.hexcode)) : null
}

/** `tone` as in the preference `emoji.skinTone`: 0 is yellow. */
export const withTone = (emoji: Emoji, tone: number): string => emoji.tones?.[tone - 1] ?? emoji.char

export function searchEmoji(list: readonly Emoji[], rawQuery: string): readonly Emoji[] {
  const query = foldText(rawQuery.trim().replace(/^:|:$/g, ''))
  if (query === '') return list
  return list
    .map((emoji) => ({ emoji, score: scoreOf(emoji, query) }))
    .filter(({ score }) => score < Infinity)
    .sort((a, b) => a.score - b.score)
    .map(({ emoji }) => emoji)
}

/** The beginning of a shortcode counts more than a whole keyword: "thumb" is first of all `thumbsup`. */
const KEYWORD = 3
const scoreOf = ({ codes, words }: Emoji, query: string): number => Math.min(matchNames(query, codes) ?? Infinity, (matchNames(query, words) ?? Infinity) + KEYWORD)
