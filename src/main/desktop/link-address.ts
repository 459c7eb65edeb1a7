/** Which addresses may leave the app, and in which spelling; knows no Electron, so that hostile ones can be tried without one. */

/** In characters. Signed addresses are long, and none is this long; Windows refuses earlier by itself. */
const longest = 16_384

/** Fields of a letter that only fill its form. `attach` and others would let a sender take files along. */
const mailFields = new Set(['to', 'cc', 'bcc', 'subject', 'body'])

/**
 * @param raw as a page, a payload or the system wrote it; need not be a string.
 * @returns the address as it may be given to the system: http, https or mailto, without spaces, quotes or control characters; undefined for all others.
 */
export function safeLink(raw: unknown): string | undefined {
  if (typeof raw !== 'string' || raw.length > longest) return undefined
  const url = URL.parse(raw)
  if (url === null) return undefined
  const link = url.protocol === 'mailto:' ? mailLink(url) : webLink(url)
  return link !== undefined && link.length <= longest ? link : undefined
}

/** URLs allow quotes, `$(…)` and more in a name; no name that can be reached has them. */
const webHost = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/

function webLink(url: URL): string | undefined {
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !webHost.test(url.hostname)) return undefined
  // A name before the host serves mostly those who dress up an address as another one's.
  url.username = ''
  url.password = ''
  return url.href.replace(/['`|^\\{}]/g, percent)
}

/** Written anew from its parts: what follows `mailto:` is otherwise passed on as it is, quotes included. */
function mailLink(url: URL): string | undefined {
  const to = decode(url.pathname)
  if (to === undefined || /[\p{Cc}"'`<>\\|&;$(){}[\]]/u.test(to)) return undefined
  const fields = [...url.searchParams].filter(([name]) => mailFields.has(name.toLowerCase())).map(([name, value]) => `${name.toLowerCase()}=${encode(value)}`)
  return `mailto:${to.split(',').map((address) => encode(address.trim()).replace('%40', '@')).join(',')}${fields.length > 0 ? `?${fields.join('&')}` : ''}`
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed()).replace(/['()*!]/g, percent)
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
