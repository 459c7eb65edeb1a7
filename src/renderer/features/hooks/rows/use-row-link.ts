/** Makes a whole row of a table a way to its page, for the mouse; its name is the link for the keyboard. */
import type { MouseEvent } from 'react'
import { useLocation } from 'wouter'

export function useRowLink(path: string): (event: MouseEvent) => void {
  const [, navigate] = useLocation()
  return ({ currentTarget, target }) => {
    // Its own controls act for themselves; a menu's click arrives here through React although it stands elsewhere.
    const isOwnArea = currentTarget.contains(target as Node) && (target as Element).closest('button, a') === null
    if (isOwnArea) navigate(path)
  }
}
