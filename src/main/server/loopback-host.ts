/** The guard against DNS rebinding: which Host headers mean this computer. */

const names = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** True for `127.0.0.1`, `localhost` and `[::1]` with exactly this port (no port means 80, RFC 9110 §4.2.1). */
export function isLoopbackHost(host: string, port: number | undefined): boolean {
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host.toLowerCase())
  return match?.[1] !== undefined && names.has(match[1]) && Number(match[2] ?? 80) === port
}
