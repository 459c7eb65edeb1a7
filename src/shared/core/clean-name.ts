/** Cleans a name that somebody else wrote: at most 64 code points on one line, without signs that nobody sees or that turn the direction of what follows. */
import { lazily } from './lazily.ts'

export const longestName = 64

/** The braille blank and the Hangul fillers look like space and are none to JavaScript. */
const blanks = /[\s\u2028\u2029\u2800\u3164\u115F\u1160\uFFA0]+/gu
const invisible = lazily(() => /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu)
/** Without the joiners that some scripts are spelt with. */
const neverSpelt = lazily(() => /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u200C\u200D]]/gv)
/** Joiners and selectors that belong to an emoji, as in a family or a coloured heart. */
const emojiPart = lazily(() => /^\p{RGI_Emoji}$/v)

/** Nearly all names: there is nothing to clean. */
const plainName = /^[!-~]+(?: [!-~]+)*$/

/** What a tool calls itself. '' when nothing of it can be seen. */
export const cleanName = (raw: string): string => clean(raw, invisible())

/** What a person, or a workspace, is called, in any script. '' when nothing of it can be seen. */
export function cleanPersonName(raw: string): string {
  const name = clean(raw, neverSpelt())
  return name.replace(invisible(), '') === '' ? '' : name
}

function clean(raw: string, unseen: RegExp): string {
  if (raw.length <= longestName && plainName.test(raw)) return raw
  const oneLine = raw.slice(0, 1024).toWellFormed().replace(blanks, ' ')
  const visible = oneLine.search(unseen) < 0 ? oneLine : segment(oneLine).map((grapheme) => without(grapheme, unseen)).join('')
  return cap(visible.replace(/ +/g, ' ').trim()).trim()
}

function without(grapheme: string, unseen: RegExp): string {
  const shown = grapheme.replace(unseen, '')
  return shown !== '' && shown !== grapheme && emojiPart().test(grapheme) ? grapheme : shown
}

function cap(name: string): string {
  if (name.length <= longestName) return name
  let kept = ''
  let length = 0
  for (const grapheme of segment(name)) {
    const size = [...grapheme].length
    if (length + size > longestName) break
    kept += grapheme
    length += size
  }
  // A single grapheme of more than 64 code points is a joke with combining marks: cut it all the same.
  return kept === '' ? [...name].slice(0, longestName).join('') : kept
}

const segmenter = lazily(() => new Intl.Segmenter('en', { granularity: 'grapheme' }))

function segment(text: string): string[] {
  return /^[\x20-\x7e]*$/.test(text) ? [...text] : Array.from(segmenter().segment(text), (part) => part.segment)
}
