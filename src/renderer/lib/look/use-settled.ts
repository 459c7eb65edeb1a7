/** A value that somebody types, once they pause: what follows from it is not asked for with every key. */
import { useEffect, useState } from 'react'

/** @param pauseMs how long it must stay the same. */
export function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, pauseMs])
  return settled
}
