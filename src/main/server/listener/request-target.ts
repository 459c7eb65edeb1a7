/** What a request line names: a path and a query, and the host where it is written as for a proxy (RFC 9112 §3.2.2). */

export interface RequestTarget {
  readonly path: string
  /** Without `?`. */
  readonly query: string
  /** Counts instead of the header Host; undefined where the line names none. */
  readonly host: string | undefined
}

export function readTarget(rawUrl: string): RequestTarget {
  const [, host, below] = absolute.exec(rawUrl) ?? []
  const target = below ?? rawUrl
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  return { path: path === '' ? '/' : path, query: mark === -1 ? '' : target.slice(mark + 1), host }
}

const absolute = /^https?:\/\/([^/?#]*)(.*)$/is
