/** Copies a text and says how it went: `copied` for two seconds, or `refused` until the next try. */
import { useEffect, useState } from 'react'

export type CopyState = 'idle' | 'copied' | 'refused'

export function useCopy(): { state: CopyState; copy: (text: string) => Promise<boolean> } {
  const [state, setState] = useState<CopyState>('idle')
  const [copies, setCopies] = useState(0)

  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state, copies])

  const copy = async (text: string) => {
    const done = await writeClipboard(text)
    setState(done ? 'copied' : 'refused')
    setCopies((count) => count + 1)
    return done
  }
  return { state, copy }
}

/** False when the system or the page's permissions refuse; the caller then selects the text instead. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
