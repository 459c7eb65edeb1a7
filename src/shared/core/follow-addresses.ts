/** What becomes of each address of an outgoing webhook when its list is changed. Pure. */

export interface NumberedAddress {
  readonly url: string
  /** It keeps it wherever in the list it stands, also when it is corrected: what waits for it is found by that. */
  readonly number: number
}

export interface AddressChange {
  /** The new list. */
  readonly addresses: readonly NumberedAddress[]
  /** Old and new address of one that was corrected in its place. */
  readonly corrected: readonly (readonly [from: string, to: string])[]
  readonly removed: readonly string[]
}

/** @param urls without doubles, as those before. @param unused from this number on none was ever given. */
export function followAddresses(before: readonly NumberedAddress[], urls: readonly string[], unused: number): AddressChange {
  const corrected: (readonly [string, string])[] = []
  let next = unused
  const addresses = urls.map((url, index) => {
    const same = before.find((address) => address.url === url)
    if (same) return same
    const old = before[index]
    if (!old || urls.includes(old.url)) return { url, number: next++ }
    corrected.push([old.url, url])
    return { url, number: old.number }
  })
  const removed = before.map(({ url }) => url).filter((url) => !urls.includes(url) && corrected.every(([from]) => from !== url))
  return { addresses, corrected, removed }
}
