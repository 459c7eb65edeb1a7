/** The key of web mode: out of the address bar into this tab's storage, because a fragment is in no log and no cookie is needed. */

const STORED = 'hookline.key'
const FRAGMENT = /^#key=([A-Za-z0-9._~-]+)$/

/** Takes the key from the fragment (and the fragment away) or from this tab's storage; null when there is none. */
export function readKey(): string | null {
  const given = FRAGMENT.exec(location.hash)?.[1]
  if (given !== undefined) {
    rememberKey(given)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return sessionStorage.getItem(STORED)
}

export function rememberKey(key: string): void {
  sessionStorage.setItem(STORED, key)
}

/** Resolves when an address with a key is opened in this tab: only its fragment changes, so the page is not loaded anew. */
export function nextKey(): Promise<void> {
  return new Promise((resolve) => {
    const handleChange = (): void => {
      if (!FRAGMENT.test(location.hash)) return
      removeEventListener('hashchange', handleChange)
      resolve()
    }
    addEventListener('hashchange', handleChange)
  })
}
