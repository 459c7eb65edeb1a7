/** Takes the address of a webhook apart, so that its secret can be told from the rest, or hidden. Pure. */

export interface UrlParts {
  /** `http://127.0.0.1:4665` */
  origin: string
  /** `/hooks/` */
  lead: string
  /** The last part of the path. */
  secret: string
}

export function splitUrl(url: string): UrlParts {
  const [, origin = '', lead = '', secret = ''] = /^([a-z]+:\/\/[^/]+)(.*\/)([^/]*)$/i.exec(url) ?? []
  return secret === '' ? { origin: url, lead: '', secret: '' } : { origin, lead, secret }
}

/** Bullets and the last four characters, as in the list of addresses. */
export function maskUrl(url: string): string {
  const { origin, lead, secret } = splitUrl(url)
  return `${origin}${lead}••••${secret.slice(-4)}`
}
