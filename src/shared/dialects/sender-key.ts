/** The key by which a sender says that several posts are about the same thing: from a header, from a field of the body, or from the sender's format. */
import { parseExactly } from '#shared/core/json-scan.ts'
import type { HookPost, RawPost, SenderKey } from './dialect.ts'
import { isRecord } from './payload-values.ts'
import { toChatPayload, toFlatObject, type Form } from './read-form.ts'
import { readNamed } from './read-named.ts'

/** Characters. What is longer is no name: two of them may differ at their ends only. */
const longestKey = 4000

/** @param keyField where in the body the hook's owner says that the key stands; null for nowhere. */
export function withSenderKey(post: HookPost, request: RawPost, keyField: string | null): HookPost {
  const ends = /^(?:true|1|yes)$/i.test(request.headers['x-hookline-key-ends']?.trim() ?? '')
  const header = readText(request.headers['x-hookline-key'] ?? '')
  const named = buildSenderKey(header, ends)
  if (named) return { ...post, about: named }
  const rest = withoutHeader(post, request, { keyField, ends })
  return isTooLong(header) ? { ...rest, ignored: [...rest.ignored, `X-Hookline-Key, which has more than ${longestKey} characters`] } : rest
}

/** Headers come as bytes, each as a character: what is UTF-8 is read as that, so that a key is the same here and in a body. */
function readText(header: string): string {
  if (!/[\x80-\xff]/.test(header)) return header
  try {
    return decodeURIComponent(header.replace(/[%\x80-\xff]/g, (character) => `%${character.charCodeAt(0).toString(16)}`))
  } catch {
    return header
  }
}

function withoutHeader(post: HookPost, request: RawPost, { keyField, ends }: { readonly keyField: string | null; readonly ends: boolean }): HookPost {
  if (keyField === null) return ends && post.about ? { ...post, about: { ...post.about, ends } } : post
  const value = readKeyField(request, keyField) ?? ''
  const found = buildSenderKey(value, ends || post.about?.ends === true)
  if (found) return { ...post, about: found }
  const why = isTooLong(value) ? `which has more than ${longestKey} characters` : 'which the body has not'
  return { ...post, ignored: [...post.ignored, `the key’s field ${keyField.slice(0, 64).toWellFormed()}, ${why}`] }
}

const isTooLong = (rawKey: string): boolean => rawKey.trim().length > longestKey

/** Undefined for a key of nothing. */
export function buildSenderKey(rawKey: string, ends: boolean): SenderKey | undefined {
  const key = rawKey.toWellFormed().trim()
  return key === '' || key.length > longestKey ? undefined : { key, ends }
}

function readKeyField(request: RawPost, keyField: string): string | undefined {
  return readPath(readNamed(request, { fromFields: toNamed, parse: parseExactly }), keyField)
}

/** By the names as they were sent, and by those of chats. */
const toNamed = (form: Form): unknown => ({ ...toChatPayload(form), ...toFlatObject(form) })

/**
 * The text, number, true or false at a dotted path such as `alerts.0.labels.name`; `alerts[0]` means the same. A name with dots in it is found,
 * too. Undefined for objects, lists, null and what is not there.
 */
export function readPath(value: unknown, path: string): string | undefined {
  const found = walk(value, path.replace(/\[(\d+)\]/g, '.$1').replace(/^\./, ''))
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined
}

/** The longest name that is there goes first. */
function walk(value: unknown, path: string): unknown {
  if (Array.isArray(value)) {
    const [, index, , rest] = /^(\d{1,9})(\.(.+))?$/s.exec(path) ?? []
    if (index === undefined) return undefined
    const item: unknown = value[Number(index)]
    return rest === undefined ? item : walk(item, rest)
  }
  if (!isRecord(value)) return undefined
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const name = path.slice(0, end)
    if (!Object.hasOwn(value, name)) continue
    const found = end === path.length ? value[name] : walk(value[name], path.slice(end + 1))
    if (found !== undefined) return found
  }
  return undefined
}
