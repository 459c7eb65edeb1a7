/** One emoji by its shortcode, for instance as a hook's picture. */
import { useEffect, type ReactNode } from 'react'
import { loadEmojiNames, useEmojiNames } from './emoji-names.ts'

export function Emoji({ shortcode, fallback }: { shortcode: string; fallback: ReactNode }) {
  const names = useEmojiNames((state) => state.names)
  useEffect(() => void loadEmojiNames(), [])
  return <>{names?.get(shortcode.replace(/^:|:$/g, '')) ?? (/^\p{Emoji_Presentation}|^\p{Emoji}\uFE0F/u.test(shortcode) ? shortcode : fallback)}</>
}
