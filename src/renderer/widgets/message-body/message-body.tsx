/** A text that somebody wrote, as Markdown. Everything of it stays inside its own box; a long one shows its beginning first. */
import './message-body.css'
import './code.css'
import { memo, useEffect } from 'react'
import { create } from 'zustand'
import { t } from '#renderer/text/i18n.ts'
import { loadEmojiNames, useEmojiNames } from './emoji-names.ts'
import type { Mentions } from '#shared/core/mentions.ts'
import { parseBody } from './parse-body.tsx'
import type { AppWords } from './remark-app-words.ts'
import { shortenText } from './shorten-text.ts'

export interface MessageBodyProps {
  /** Unique per text on the screen, for instance the message's id. */
  id: string
  text: string
  /** Must be the same object while nobody joined. */
  mentions: Mentions
  /** Whoever draws a button of their own decides it; without it a long text has its own. */
  isWhole?: boolean
}

export const MessageBody = memo(function MessageBody({ id, text, mentions, isWhole: decided }: MessageBodyProps) {
  const names = useEmojiNames((state) => state.names)
  const isOpened = useIsOpened(id)
  const isWhole = decided ?? isOpened
  const beginning = shortenText(text)
  const shown = isWhole ? text : (beginning ?? text)
  const mayHaveEmoji = SHORTCODE.test(shown)
  useEffect(() => {
    if (mayHaveEmoji) void loadEmojiNames()
  }, [mayHaveEmoji])
  const body = parseBody(id, shown, wordsOf(mentions, mayHaveEmoji ? names : null))
  if (beginning === null || decided !== undefined) return body
  return (
    <>
      {body}
      <button type="button" className="body__more" aria-expanded={isWhole} onClick={() => toggleOpened(id)}>
        {isWhole ? t('message:showLess') : t('message:showMore')}
      </button>
    </>
  )
})

/** Parses before it is seen, so that drawing it later costs little. */
export function prepareBody({ id, text, mentions }: MessageBodyProps): void {
  const shown = useOpened.getState().ids.has(id) ? text : (shortenText(text) ?? text)
  parseBody(id, shown, wordsOf(mentions, SHORTCODE.test(shown) ? useEmojiNames.getState().names : null))
}

/** The long texts that somebody opened; here, because rows come and go while one scrolls. */
const useOpened = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }))

export const useIsOpened = (id: string): boolean => useOpened((state) => state.ids.has(id))

export function toggleOpened(id: string): void {
  useOpened.setState(({ ids }) => {
    const changed = new Set(ids)
    if (!changed.delete(id)) changed.add(id)
    return { ids: changed }
  })
}

const SHORTCODE = /:[a-z0-9_+-]+:/i

/** One object per pair, because kept bodies are compared by it. */
const cache = new WeakMap<Mentions, [without: AppWords, withEmoji: AppWords | null]>()

function wordsOf(mentions: Mentions, emoji: AppWords['emoji']): AppWords {
  const pair = cache.get(mentions) ?? [{ emoji: null, mentions }, null]
  if (emoji !== null && pair[1]?.emoji !== emoji) pair[1] = { emoji, mentions }
  cache.set(mentions, pair)
  return emoji === null ? pair[0] : pair[1]!
}
