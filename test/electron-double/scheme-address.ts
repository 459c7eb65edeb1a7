/** Chromium knows no custom schemes without Electron: app://host/path stands as https://host.app.double/path in the page. */

const ending = '.double'

/** The address that Chromium loads. */
export function fromScheme(url: string, schemes: ReadonlySet<string>): string {
  const scheme = schemeOf(url, schemes)
  if (scheme === undefined) return url
  const { host, pathname, search, hash } = new URL(url)
  return `https://${host}.${scheme}${ending}${pathname}${search}${hash}`
}

/** The address that main sees. */
export function toScheme(url: string, schemes: ReadonlySet<string>): string {
  const found = /^https:\/\/([^/]*)\.([a-z0-9+.-]+)\.double(\/.*)?$/s.exec(url)
  const [, host, scheme, rest = '/'] = found ?? []
  return scheme !== undefined && schemes.has(scheme) ? `${scheme}://${host}${rest}` : url
}

export function schemeOf(url: string, schemes: ReadonlySet<string>): string | undefined {
  const scheme = url.slice(0, url.indexOf(':'))
  return schemes.has(scheme) ? scheme : undefined
}
