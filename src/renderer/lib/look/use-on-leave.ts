/** For a field that saves when one leaves it: a field that is gone with its page, by the browser's way back or by a key, was left too. */
import { useEffect, useRef } from 'react'

/** Calls `work`, as it was last given, when the component goes away. */
export function useOnLeave(work: () => void): void {
  const latest = useRef(work)
  useEffect(() => void (latest.current = work))
  useEffect(() => () => latest.current(), [])
}
