/** The time for "8 min ago": moves on twice a minute while something shows it. */
import { useEffect, useState } from 'react'

export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
