/** Why a header about where a request came from was not heeded: kept in English with the request, and read back for windows in other languages. */

export type ProxyNote =
  | { readonly code: 'untrusted'; readonly header: string; readonly address: string }
  | { readonly code: 'unclear'; readonly header: string }
  | { readonly code: 'differ' }

const differ = 'X-Forwarded-For and Forwarded (they differ: let the proxy remove the one that it does not write)'
const unclear = '(it names no address where the trusted proxies end)'

export function sayProxyNote(note: ProxyNote): string {
  if (note.code === 'differ') return differ
  return note.code === 'unclear' ? `${note.header} ${unclear}` : `${note.header} (${note.address} is no trusted proxy)`
}

/** Undefined for what is no note of proxies, for instance the name of a field. */
export function readProxyNote(text: string): ProxyNote | undefined {
  if (text === differ) return { code: 'differ' }
  const [, header = '', rest = ''] = /^(X-Forwarded-For|Forwarded) (\(.*\))$/.exec(text) ?? []
  if (rest === unclear) return { code: 'unclear', header }
  const address = /^\(([\w.:%]+) is no trusted proxy\)$/.exec(rest)?.[1]
  return address === undefined ? undefined : { code: 'untrusted', header, address }
}
