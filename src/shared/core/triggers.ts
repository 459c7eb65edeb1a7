/** Whether a text sets off a subscription, and with which word. */
import { RE2JS } from 're2js'
import type { Trigger } from '../contract/subscription.ts'

/**
 * The word that set it off ('' for `every`), or undefined. Mattermost looks at the first word between white space, in exact case;
 * `anywhere` finds whole words, `regex` whatever RE2 finds in time linear in the text.
 */
export function matchTrigger({ when, words }: Trigger, text: string): string | undefined {
  if (when === 'every') return ''
  if (when === 'regex') return matchPattern(words, text)
  if (when === 'anywhere') return words.find((word) => hasWord(text, word))
  const first = /^\s*(\S+)/.exec(text)?.[1]
  if (first === undefined) return undefined
  return words.find((word) => (when === 'first-word' ? first === word : first.startsWith(word)))
}

/** What is wrong with an expression, in RE2's words; undefined when nothing is. */
export function explainPattern(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be read'
  }
}

/** Longer texts are looked at up to here. */
const MATCHED_LENGTH = 20_000
const compiled = new Map<string, RE2JS | null>()

function matchPattern(patterns: readonly string[], text: string): string | undefined {
  for (const pattern of patterns) {
    const matcher = compile(pattern)?.matcher(text.slice(0, MATCHED_LENGTH))
    if (matcher?.find() === true) return matcher.group() ?? ''
  }
  return undefined
}

function compile(pattern: string): RE2JS | null {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  // A few hundred are kept; subscriptions have far fewer.
  if (compiled.size > 500) compiled.clear()
  const made = explainPattern(pattern) === undefined ? RE2JS.compile(pattern) : null
  compiled.set(pattern, made)
  return made
}

/** Neither a letter nor a digit may stand beside it. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isWordSign(text.slice(0, at), -1) && !isWordSign(text.slice(at + word.length), 0)) return true
  }
  return false
}

function isWordSign(text: string, index: -1 | 0): boolean {
  const sign = index === 0 ? /^[\p{L}\p{M}\p{N}_]/u : /[\p{L}\p{M}\p{N}_]$/u
  return sign.test(index === 0 ? text.slice(0, 2) : text.slice(-2))
}
