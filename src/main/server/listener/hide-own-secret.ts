/** A tool that prints its own settings posts its own address too: whoever reads that could post, so the secret is hidden first. */
import type { PostedFile } from '#shared/contract/change.ts'
import type { HookPost } from '#shared/dialects/dialect.ts'

/** The last four characters stay, as everywhere. Looked for in what the body says, so it does not matter how that was written; nearly always nothing is there, which costs one look at each text. */
export function hideOwnSecret(post: HookPost, secret: string | undefined): HookPost {
  const parts = partsOf(secret)
  if (!saysAny(post, parts)) return post
  const hidden = JSON.parse(hide(JSON.stringify(post), parts)) as HookPost
  return { ...hidden, ignored: [...hidden.ignored, 'its own address (hidden)'] }
}

/** Of files; what is in them stays as it is. */
export function hideInNames(files: readonly PostedFile[], secret: string | undefined): PostedFile[] {
  const parts = partsOf(secret)
  return files.map((file) => ({ ...file, name: hide(file.name, parts) }))
}

const hide = (text: string, parts: readonly string[]): string => parts.reduce((shown, part) => shown.replaceAll(part, `••••${part.slice(-4)}`), text)

/** A secret of several parts is told by any of them; one that is a UUID in any case. The longest comes first. */
export function partsOf(secret: string | undefined): string[] {
  if (secret === undefined) return []
  const parts = secret.includes('/') ? [secret, ...secret.split('/').filter((part) => part.length >= 16)] : [secret]
  return parts.flatMap((part) => (/^[0-9a-f/-]+$/.test(part) ? [part, part.toUpperCase()] : [part]))
}

/** Also as the name of a field. Depth does not use up the stack: what is kept for the sender may be of any. */
function saysAny(post: HookPost, parts: readonly string[]): boolean {
  const left: unknown[] = [post]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string' && parts.some((part) => value.includes(part))) return true
    if (typeof value !== 'object' || value === null) continue
    for (const item of Array.isArray(value) ? value : Object.entries(value).flat()) left.push(item)
  }
  return false
}
