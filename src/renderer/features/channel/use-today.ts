/** A time of today; the component draws anew at midnight, when "Today" becomes "Yesterday". */
import { useEffect, useState } from 'react'
import { dayOf } from '#renderer/lib/format/format-time.ts'

const A_BIT_MORE_THAN_A_DAY_MS = 26 * 3600_000

export function useToday(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const midnight = dayOf(dayOf(now) + A_BIT_MORE_THAN_A_DAY_MS)
    const timer = setTimeout(() => setNow(Date.now()), midnight - Date.now())
    return () => clearTimeout(timer)
  }, [now])
  return now
}
