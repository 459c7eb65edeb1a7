/** True once something has lasted long enough to be worth showing, so that what is quick does not flicker. */
import { useEffect, useState } from 'react'

export function useLate(waiting: boolean, afterMs: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setLate(true), afterMs)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [waiting, afterMs])
  return waiting && late
}
