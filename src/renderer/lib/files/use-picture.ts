/** Remote pictures: fetched by the main side only, shown as object URLs, so that a sender never sees the reader's address. */
import { useEffect, useState } from 'react'
import { rpc } from '../data/client.ts'

interface Held {
  readonly picture: Promise<string | null>
  objectUrl: string | null
  users: number
}

const KEPT = 300
const held = new Map<string, Held>()

export interface RemotePicture {
  /** An object URL; null while loading, without an address, and when the picture was refused. */
  readonly src: string | null
  /** Nothing will come: there is no address, or no picture at it that may be shown. */
  readonly isRefused: boolean
}

export const usePicture = (url: string | null | undefined): string | null => useRemotePicture(url).src

export function useRemotePicture(url: string | null | undefined): RemotePicture {
  const [shown, setShown] = useState<{ url: string; src: string | null } | null>(null)
  useEffect(() => {
    if (url === null || url === undefined || url === '') return
    let wanted = true
    const entry = hold(url)
    entry.users += 1
    void entry.picture.then((src) => wanted && setShown({ url, src }))
    return () => {
      wanted = false
      entry.users -= 1
      dropUnused()
    }
  }, [url])
  if (url === null || url === undefined || url === '') return { src: null, isRefused: true }
  if (shown?.url === url) return { src: shown.src, isRefused: shown.src === null }
  // Scrolling back to a row shows its picture in the first frame.
  return { src: held.get(url)?.objectUrl ?? null, isRefused: false }
}

function hold(url: string): Held {
  const known = held.get(url)
  if (known !== undefined) return known
  const entry: Held = { picture: fetchPicture(url), objectUrl: null, users: 0 }
  held.set(url, entry)
  void entry.picture.then((objectUrl) => (entry.objectUrl = objectUrl))
  return entry
}

async function fetchPicture(url: string): Promise<string | null> {
  try {
    const { mediaType, base64 } = await rpc.pictures.get({ url })
    if (mediaType === null || base64 === null) return null
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    return URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  } catch {
    // Asked again the next time a row wants it: the connection may have been down.
    held.delete(url)
    return null
  }
}

/** Oldest first; a picture on the screen stays. */
function dropUnused(): void {
  for (const [url, entry] of held) {
    if (held.size <= KEPT) return
    if (entry.users > 0) continue
    if (entry.objectUrl !== null) URL.revokeObjectURL(entry.objectUrl)
    held.delete(url)
  }
}
