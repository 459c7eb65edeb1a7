/** Writes what structured clone keeps as JSON text, and reads it again; the same in a page and in the test process. */

interface Tagged {
  readonly $: string
  readonly v?: unknown
}

export const encode = (value: unknown): string => JSON.stringify(tag(value))
export const decode = (text: string): unknown => untag(JSON.parse(text))

function tag(value: unknown): unknown {
  if (value === undefined) return { $: 'undefined' }
  if (typeof value === 'bigint') return { $: 'bigint', v: String(value) }
  if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', v: String(value) }
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return { $: 'date', v: value.getTime() }
  if (value instanceof ArrayBuffer) return { $: 'buffer', v: toBase64(new Uint8Array(value)) }
  if (ArrayBuffer.isView(value)) return { $: 'bytes', v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
  if (value instanceof Map) return { $: 'map', v: [...value].map(tag) }
  if (value instanceof Set) return { $: 'set', v: [...value].map(tag) }
  if (value instanceof Error) return { $: 'error', v: { name: value.name, message: value.message } }
  if (Array.isArray(value)) return value.map(tag)
  const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, tag(one)]))
  return '$' in value ? { $: 'object', v: copy } : copy
}

function untag(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(untag)
  return '$' in value ? readTagged(value as Tagged) : untagObject(value)
}

const untagObject = (value: object): object => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, untag(one)]))

function readTagged({ $: kind, v: value }: Tagged): unknown {
  switch (kind) {
    case 'undefined':
      return undefined
    case 'bigint':
      return BigInt(value as string)
    case 'number':
      return Number(value)
    case 'date':
      return new Date(value as number)
    case 'buffer':
      return fromBase64(value as string).buffer
    case 'bytes':
      return fromBase64(value as string)
    case 'map':
      return new Map((value as [unknown, unknown][]).map(untag) as [unknown, unknown][])
    case 'set':
      return new Set((value as unknown[]).map(untag))
    case 'error':
      return Object.assign(new Error((value as Error).message), { name: (value as Error).name })
    default:
      return untagObject(value as object)
  }
}

function toBase64(bytes: Uint8Array): string {
  const step = 8192
  let text = ''
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step))
  return btoa(text)
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
