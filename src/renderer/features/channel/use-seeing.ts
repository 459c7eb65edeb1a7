/** Whether somebody is really looking: the window is in front and has the focus. */
import { useSyncExternalStore } from 'react'

const events = ['focus', 'blur'] as const

function subscribe(listener: () => void): () => void {
  for (const name of events) addEventListener(name, listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    for (const name of events) removeEventListener(name, listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

export function useWindowFocus(): boolean {
  return useSyncExternalStore(subscribe, () => document.visibilityState === 'visible' && document.hasFocus())
}
