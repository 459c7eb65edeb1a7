/** Takes secrets out of what a request carried before it is kept: by the names of headers and fields, and by the secrets that are known. */
import { hiddenValue, type Pair } from '../contract/captured-request.ts'

/** Names of headers; the last line holds those that repeat a path, which is the secret itself. */
const secretHeader = /authorization|cookie|token|secret|passw|passphrase|(?:api|access|subscription|functions?|account|client|master|shared|signing|private)-?key|signature|hmac|jwt|assertion|credential|^x-(?:auth|key|sig)\b|-auth$|session|^referer$|original-(?:ur|path)|rewrite-ur|forwarded-(?:uri|path|prefix)|request-uri/i
const secretParameter = /token|secret|passw|passphrase|(?:api|access|subscription|functions?|account|client|master|shared|signing|private)[_-]?key|authorization|signature|hmac|jwt|credential|session|^(?:key|sig|code|auth|pass|pwd|hash|otp)$/i
/** Long, opaque and of mixed characters; ids and keys of threads are what senders repeat on purpose. */
const opaque = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w.+/=~-]{32,}$/
const namesThing = /id$|thread|message/i

export function hideInHeaders(headers: readonly Pair[], known: readonly string[], alsoSecret?: string): Pair[] {
  const also = alsoSecret?.toLowerCase()
  return headers.map(([name, value]): Pair => [name, isSecretHeader(name) || name.toLowerCase() === also ? hiddenValue : hideInAddresses(hideKnown(value, known))])
}

function isSecretHeader(name: string): boolean {
  const before = judged.get(name)
  if (before !== undefined) return before
  const isSecret = secretHeader.test(name)
  if (judged.size < mostJudged && name.length <= longestJudged) judged.set(name, isSecret)
  return isSecret
}

/** Senders send the same few headers again and again. */
const judged = new Map<string, boolean>()
const mostJudged = 1000
const longestJudged = 64

export function hideInQuery(query: readonly Pair[], known: readonly string[]): Pair[] {
  return query.map(([name, value]): Pair => [hideKnown(name, known), isSecretParameter(name) || (opaque.test(value) && !namesThing.test(name)) ? hiddenValue : hideInBody(value, known)])
}

export function isSecretParameter(name: string): boolean {
  return secretParameter.test(name)
}

/** Nearly no body names a secret: this asks quickly. Names may be written with escapes. */
const suspicious = /token|secret|pass[wp]|pwd|(?:api|private|access|signing|shared|encryption|master|account|client).?key|authorization|cookie|jwt|connection.?string|credential|\\u00|%[4-7][0-9a-f]/i
const secretField = /(?:token|secret|password|passwd|passphrase|pwd|(?:api|private|access|secret|signing|shared|encryption|master|account|client)key|authorization|cookies?|jwt|connectionstring|credentials?)$/
/** A name and password before the host of an address; PHP writes `\/` in JSON, and JSON in JSON doubles that. No part goes beyond a slash, so that a long text is read once. */
const inAddress = /(:(?:\\{0,8}\/){2}[^\s/"'<>@:]{0,100}:)[^\s/"'<>@]{1,1000}@/g
/** The same as URLs and forms write it, where it is a part of them. */
const inEncodedAddress = /(%3A(?:(?:%5C)?%2F|\/){2}(?:(?!%3A|%40|%2F)[^\s/"'<>&]){0,100}%3A)(?:(?!%40|%2F)[^\s/"'<>&]){1,1000}(?=%40)/gi

/** A body as text: JSON, a form, XML or anything, whole or broken. */
export function hideInBody(text: string, known: readonly string[]): string {
  const cleared = hideInAddresses(hideKnown(text, known))
  return suspicious.test(cleared) ? hideFields(cleared, 0) : cleared
}

function hideInAddresses(text: string): string {
  const cleared = text.includes('@') ? text.replace(inAddress, `$1${hiddenValue}@`) : text
  return cleared.includes('%40') ? cleared.replace(inEncodedAddress, `$1${encodeURIComponent(hiddenValue)}`) : cleared
}

/** The value of one field of a form. */
export function hideInField(name: string, value: string, known: readonly string[]): string {
  return isSecretField(name) && value !== '' ? hiddenValue : hideInBody(value, known)
}

export function hideKnown(text: string, known: readonly string[]): string {
  return known.reduce((cleared, secret) => (cleared.includes(secret) ? cleared.replaceAll(secret, hiddenValue) : cleared), text)
}

function isSecretField(name: string): boolean {
  return secretField.test(name.replace(/[\s_.-]/g, '').toLowerCase())
}

/** JSON in a string in JSON is common, deeper is not. */
const deepest = 3

function hideFields(text: string, depth: number): string {
  const start = text.trimStart()[0]
  if (start === '{' || start === '[' || start === '"') return isJson(text) ? hideInJson(text, depth) : hideLoosely(hideInJson(text, depth))
  if (start === '<') return text.replace(/(<(?:[\w-]+:)?([\w.-]+)(?:\s[^<>]*)?>)([^<]+)(?=<)/g, (whole, tag: string, name: string) => (isSecretField(name) ? `${tag}${hiddenValue}` : whole))
  if (/^[^\s=&]{1,200}=/.test(text) && !text.includes('\n')) return text.split('&').map((pair) => hideInPair(pair, depth)).join('&')
  return text.replace(/^([ \t]*["']?([\w.-]{1,100})["']?[ \t]*[:=][ \t]*)(\S.*)$/gm, (whole, begin: string, name: string) => (isSecretField(name) ? `${begin}${hiddenValue}` : whole))
}

/** Where a quote is missing, inside and outside are not told apart: then whatever follows such a name goes. */
function hideLoosely(text: string): string {
  const named = /([\w.-]{1,100})\\?["']?\s*[:=]\s*(\\?["']?)([^"'\\,}\s&]+)/g
  return text.replace(named, (whole, name: string, _quote, value: string) => (isSecretField(name) && !value.startsWith(hiddenValue) ? whole.slice(0, whole.length - value.length) + hiddenValue : whole))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Of a form as URLs write it; what holds no secret stays as it was written. */
function hideInPair(pair: string, depth: number): string {
  const [rawName = '', ...rest] = pair.split('=')
  const rawValue = rest.join('=')
  if (rawValue === '') return pair
  if (isSecretField(decode(rawName))) return `${rawName}=${encodeURIComponent(hiddenValue)}`
  const value = decode(rawValue)
  const open = hideInAddresses(value)
  const cleared = depth < deepest && suspicious.test(open) ? hideFields(open, depth + 1) : open
  return cleared === value ? pair : `${rawName}=${encodeURIComponent(cleared.toWellFormed())}`
}

/** A text may be cut in the middle of a letter: then the tolerant way, which is slower. */
function decode(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '))
  } catch {
    return new URLSearchParams(`=${raw.replaceAll('&', '%26')}`).get('') ?? raw
  }
}

/** A string, and whether a colon makes it the name of a field. The end of a text that was cut ends it too. */
const stringToken = /"([^"\\]*(?:\\[\s\S][^"\\]*)*)(?:"|$)(\s*:\s*)?/g

/** Walks over the strings of a text that may be no whole JSON. */
function hideInJson(text: string, depth: number): string {
  const token = new RegExp(stringToken)
  let cleared = ''
  let done = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, inside = '', colon] = match
    if (whole === '') break
    const end = match.index + whole.length
    if (colon === undefined) {
      const value = depth < deepest ? hideInString(inside, depth) : undefined
      if (value === undefined) continue
      cleared += text.slice(done, match.index) + value
      done = end
    } else if (isSecretField(unescape(inside) ?? inside)) {
      const valueEnd = endOfValue(text, end)
      if (!saysSomething(text.slice(end, valueEnd))) continue
      cleared += `${text.slice(done, end)}"${hiddenValue}"`
      done = valueEnd
      token.lastIndex = valueEnd
    }
  }
  return done === 0 ? text : cleared + text.slice(done)
}

function saysSomething(value: string): boolean {
  return !/^(?:""|null|true|false|\[\s*\]|\{\s*\}|)$/.test(value.trim())
}

/** The string in its quotes, when what it holds is JSON with a secret. */
function hideInString(inside: string, depth: number): string | undefined {
  if (!/^(?:\s|\\[nrt])*[{[]/.test(inside) || !suspicious.test(inside)) return undefined
  const value = unescape(inside)
  if (value === undefined) return undefined
  const cleared = hideInJson(value, depth + 1)
  return cleared === value ? undefined : JSON.stringify(cleared)
}

function unescape(inside: string): string | undefined {
  if (!inside.includes('\\')) return inside
  try {
    return JSON.parse(`"${inside}"`) as string
  } catch {
    return undefined
  }
}

/** Where the value that begins at `start` ends; the end of the text for one that is not whole. */
function endOfValue(text: string, start: number): number {
  const token = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|$)|[{}[\],]/g
  token.lastIndex = start
  let depth = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match
    if (found === '{' || found === '[') depth += 1
    else if (found === '}' || found === ']') depth -= 1
    if (depth < 0 || (depth === 0 && found === ',')) return match.index
    // A string alone is whole with its quote.
    if (depth === 0 && (found.startsWith('"') || found === '}' || found === ']')) return match.index + found.length
  }
  return text.length
}
