/** Which file of the built window an address under app:// means; knows no Electron, so that hostile addresses can be tried without one. */

export type RendererPath = { readonly status: 200; readonly segments: readonly string[] } | { readonly status: 400 | 404 }

/** Names of built files, with a letter or digit first: no `..`, no drive, no second encoding, nothing that a system reads in its own way. */
const segmentPattern = /^[A-Za-z0-9_][\w.-]{0,120}$/

/**
 * Never throws, whatever the address is.
 * @returns 400 for one that cannot be read, 404 for one that cannot be ours.
 */
export function readRendererPath(rawUrl: string): RendererPath {
  const url = URL.parse(rawUrl)
  if (url === null) return { status: 400 }
  if (url.protocol !== 'app:' || url.host !== 'hookline' || url.username !== '' || url.password !== '') return { status: 404 }
  const path = decode(url.pathname)
  if (path === undefined) return { status: 400 }
  const segments = path.split('/').slice(1)
  return segments.length > 0 && segments.length <= 4 && segments.every((segment) => segmentPattern.test(segment)) ? { status: 200, segments } : { status: 404 }
}

/** Once: what is still encoded afterwards is refused by its `%`. */
function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
