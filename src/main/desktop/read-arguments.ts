/** What the words of a start mean: a profile, a hidden start, a link, or a whole command for the command line. */
import { deepLinkScheme } from './parse-link.ts'

export interface StartArguments {
  /** The words after `--cli`; null for a start with a window. */
  readonly cli: readonly string[] | null
  /** As given, not yet checked. */
  readonly rawProfile: string | null
  readonly hidden: boolean
  /** As given, not yet checked. */
  readonly rawLink: string | null
}

/**
 * `words` come without the program itself. What stands after a link is not ours: a page that makes the system open a link must not
 * be able to add options.
 */
export function readArguments(words: readonly string[]): StartArguments {
  const cliAt = words.indexOf('--cli')
  const linkAt = words.findIndex((word) => word.toLowerCase().startsWith(deepLinkScheme))
  if (cliAt !== -1 && (linkAt === -1 || cliAt < linkAt)) return { cli: words.slice(cliAt + 1), rawProfile: null, hidden: false, rawLink: null }
  const own = linkAt === -1 ? words : words.slice(0, linkAt)
  return { cli: null, rawProfile: valueOf(own, '--profile'), hidden: own.includes('--hidden'), rawLink: words[linkAt] ?? null }
}

/** `--name value` and `--name=value`; an empty one when nothing follows. */
function valueOf(words: readonly string[], name: string): string | null {
  const joined = words.find((word) => word.startsWith(`${name}=`))
  if (joined !== undefined) return joined.slice(name.length + 1)
  const at = words.indexOf(name)
  return at === -1 ? null : (words[at + 1] ?? '')
}
