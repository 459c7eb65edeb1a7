/** What stands where data should be when it could not be loaded: why, and the button that tries again. */
import { CloudOff } from 'lucide-react'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'

export interface LoadProblemProps {
  what: string
  error: unknown
  onRetry: () => void
  busy: boolean
}

export function LoadProblem({ what, error, onRetry, busy }: LoadProblemProps) {
  return (
    <div className="centre" role="alert">
      <Empty icon={CloudOff} title={`${what} could not be loaded`} text={toErrorBody(error).message}>
        <Button size="small" busy={busy} onClick={onRetry}>
          Try again
        </Button>
      </Empty>
    </div>
  )
}
