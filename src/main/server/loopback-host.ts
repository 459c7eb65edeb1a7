/** The guards against pages in a browser: which Host headers mean this computer, and which Origins are of the web. */

const names = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** True for `127.0.0.1`, `localhost` and `[::1]` with exactly this port (no port means 80, RFC 9110 §4.2.1). */
export function isLoopbackHost(host: string, port: number | undefined): boolean {
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host.toLowerCase())
  return match?.[1] !== undefined && names.has(match[1]) && Number(match[2] ?? 80) === port
}

/**
 * True for what a page of the web sends as its Origin, `null` included: a sandboxed or local one may be anybody's. Pages that this computer serves
 * itself, extensions and programs are none.
 */
export function isForeignPage(origin: string): boolean {
  const url = URL.parse(origin)
  if (url === null) return true
  return (url.protocol === 'http:' || url.protocol === 'https:') && !names.has(url.hostname)
}
