/** What a dialog that asks first is told of the mutation behind it. */
import { messageOf } from './errors.ts'

interface Deed {
  readonly isPending: boolean
  readonly error: Error | null
  reset(): void
}

/** Closing it forgets what went wrong. */
export function asDeed({ isPending, error, reset }: Deed, onClose: () => void) {
  const handleClose = (): void => {
    reset()
    onClose()
  }
  return { busy: isPending, problem: messageOf(error), onClose: handleClose }
}
