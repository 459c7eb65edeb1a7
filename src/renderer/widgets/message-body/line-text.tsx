/** A sender's words in one line: with links and emoji, or with emoji alone. No names are tinted and nothing is bold. */
import { useEffect, type ReactNode } from 'react'
import type { Mentions } from '#shared/core/mentions.ts'
import { loadEmojiNames, useEmojiNames } from './emoji-names.ts'
import { parseBody, type BodyKind } from './parse-body.tsx'
import { replaceShortcodes, type AppWords } from './remark-app-words.ts'

export interface LineTextProps {
  /** Unique per text on the screen. */
  id: string
  text: string
  kind: Exclude<BodyKind, 'whole'>
}

export function LineText({ id, text, kind }: LineTextProps): ReactNode {
  return parseBody(id, text, wordsWith(useNamesFor(text)), kind)
}

/** Plain text with `:shortcodes:` as emoji. */
export function EmojiText({ text }: { text: string }): ReactNode {
  const names = useNamesFor(text)
  return names === null ? text : replaceShortcodes(text, names)
}

const SHORTCODE = /:[a-z0-9_+-]+:/i

/** Null while not loaded, and for a text that needs none. */
function useNamesFor(text: string): AppWords['emoji'] {
  const names = useEmojiNames((state) => state.names)
  const isNeeded = SHORTCODE.test(text)
  useEffect(() => {
    if (isNeeded) void loadEmojiNames()
  }, [isNeeded])
  return isNeeded ? names : null
}

const nobody: Mentions = { known: new Set(), me: '', rule: 'people' }
const plain: AppWords = { emoji: null, mentions: nobody }
let withEmoji: AppWords = plain

/** One object, because kept bodies are compared by it. */
function wordsWith(emoji: AppWords['emoji']): AppWords {
  if (emoji === null) return plain
  if (withEmoji.emoji !== emoji) withEmoji = { emoji, mentions: nobody }
  return withEmoji
}
