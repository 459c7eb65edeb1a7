/** A text that somebody wrote, as Markdown. Everything of it stays inside its own box. */
import './message-body.css'
import './code.css'
import { memo, useEffect } from 'react'
import { loadEmojiNames, useEmojiNames } from './emoji-names.ts'
import type { Mentions } from './mentions.ts'
import { parseBody } from './parse-body.tsx'
import type { AppWords } from './remark-app-words.ts'

export interface MessageBodyProps {
  /** Unique per text on the screen, for instance the message's id. */
  id: string
  text: string
  /** Must be the same object while nobody joined. */
  mentions: Mentions
}

export const MessageBody = memo(function MessageBody({ id, text, mentions }: MessageBodyProps) {
  const names = useEmojiNames((state) => state.names)
  const mayHaveEmoji = SHORTCODE.test(text)
  useEffect(() => {
    if (mayHaveEmoji) void loadEmojiNames()
  }, [mayHaveEmoji])
  return parseBody(id, text, wordsOf(mentions, mayHaveEmoji ? names : null))
})

const SHORTCODE = /:[a-z0-9_+-]+:/i

/** One object per pair, because kept bodies are compared by it. */
const cache = new WeakMap<Mentions, [without: AppWords, withEmoji: AppWords | null]>()

function wordsOf(mentions: Mentions, emoji: AppWords['emoji']): AppWords {
  const pair = cache.get(mentions) ?? [{ emoji: null, mentions }, null]
  if (emoji !== null && pair[1]?.emoji !== emoji) pair[1] = { emoji, mentions }
  cache.set(mentions, pair)
  return emoji === null ? pair[0] : pair[1]!
}
