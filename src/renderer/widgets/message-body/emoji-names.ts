/** Shortcodes of GitHub and Slack and the emoji they stand for; loaded when the first message needs them. */
import { create } from 'zustand'
import { wholeEmoji } from '#shared/core/whole-emoji.ts'

type Shortcodes = Readonly<Record<string, string | string[]>>

/** Null until loaded. */
export const useEmojiNames = create<{ readonly names: ReadonlyMap<string, string> | null }>(() => ({ names: null }))

let loading: Promise<void> | null = null

export function loadEmojiNames(): Promise<void> {
  loading ??= load()
  return loading
}

async function load(): Promise<void> {
  const [slack, github] = await Promise.all([import('emojibase-data/en/shortcodes/iamcal.json'), import('emojibase-data/en/shortcodes/github.json')])
  useEmojiNames.setState({ names: buildEmojiNames([slack.default, github.default] as Shortcodes[]) })
}

/** Later lists win where two give one name to different emoji. */
export function buildEmojiNames(lists: readonly Shortcodes[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const list of lists) {
    for (const [hexcode, codes] of Object.entries(list)) {
      const emoji = emojiOf(hexcode)
      for (const code of [codes].flat()) names.set(code, emoji)
    }
  }
  return names
}

/** Of the codes of its characters, as the lists have them. */
export function emojiOf(hexcode: string): string {
  return wholeEmoji(hexcode.split('-').map((hex) => String.fromCodePoint(Number.parseInt(hex, 16))).join(''))
}
