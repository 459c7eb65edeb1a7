/** Which dialect and secret a path stands for. The list of dialects decides; a new one needs no change here. */
import { findAddressBelow, findFamily, getDialect } from '#shared/dialects/index.ts'
import type { Dialect } from '#shared/dialects/dialect.ts'

export interface Route {
  readonly dialect: Dialect
  /** Undefined when the path has the family's form but no possible secret. */
  readonly secret: string | undefined
  /** Set when the path names a message that came through the address. */
  readonly call?: { readonly rawId: string }
}

/**
 * `rawPath` without the query. Trailing and doubled slashes are forgiven, because a redirect would turn POST into GET. So are folders before
 * an address: tools that expect a server below a folder put it there, and proxies leave it.
 */
export function matchRoute(rawPath: string): Route | undefined {
  const path = cleanPath(rawPath)
  const shape = findAddressBelow(path)
  if (shape) return shape
  const family = findFamily(path)
  return family && { dialect: family, secret: undefined }
}

/** Who answers a path that belongs to nobody. */
export function fallbackDialect(): Dialect {
  return getDialect('any')
}

/** Without doubled slashes and one at the end. */
export function cleanPath(rawPath: string): string {
  const single = rawPath.includes('//') ? rawPath.replace(/\/{2,}/g, '/') : rawPath
  return single.length > 1 && single.endsWith('/') ? single.slice(0, -1) : single
}
