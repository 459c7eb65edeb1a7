/** A host and its port as URLs write them: an IPv6 address stands in brackets (RFC 3986 §3.2.2), or nobody could tell which colon begins the port. */

/** @param port also words that stand for one. */
export function joinHostPort(host: string, port: number | string): string {
  return `${bracketHost(host)}:${port}`
}

/** @param host a name, an IPv4 address, or an IPv6 address with or without its brackets. */
export function bracketHost(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}
