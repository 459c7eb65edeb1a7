/** What stands where data should be when it could not be loaded: why, and the button that tries again. */
import { CloudOff } from 'lucide-react'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { t } from '#renderer/text/i18n.ts'

export interface LoadProblemProps {
  title: string
  error: unknown
  onRetry: () => void
  busy: boolean
}

export function LoadProblem({ title, error, onRetry, busy }: LoadProblemProps) {
  return (
    <div className="centre" role="alert">
      <Empty icon={CloudOff} title={title} text={toErrorBody(error).message}>
        <Button size="small" busy={busy} onClick={onRetry}>
          {t('common:tryAgain')}
        </Button>
      </Empty>
    </div>
  )
}
