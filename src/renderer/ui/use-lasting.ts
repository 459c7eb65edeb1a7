/** The last thing that there was: for what fades away and still has to say what it said. */
import { useState } from 'react'

export function useLasting<T>(value: T | null): T | null {
  const [last, setLast] = useState(value)
  if (value !== null && value !== last) setLast(value)
  return value ?? last
}
