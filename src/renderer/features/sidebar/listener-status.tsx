/** The line that is always there: where tools post to, and whether they can. */
import { RotateCw } from 'lucide-react'
import { useListener } from '#renderer/lib/queries.ts'
import { useRestartListener } from '#renderer/lib/restart-listener.ts'
import { t } from '#renderer/text/i18n.ts'
import { Dot } from '#renderer/ui/dot.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'

const tones = { starting: 'warn', listening: 'ok', failed: 'bad', stopped: 'bad' } as const

export function ListenerStatus() {
  const { data: status } = useListener()
  const restart = useRestartListener()
  if (status === undefined) return <div className="statusline" />
  const down = status.state === 'failed' || status.state === 'stopped'
  const host = status.hosts[0] ?? '127.0.0.1'
  return (
    <div className={down ? 'statusline statusline--bad' : 'statusline'} role="status" aria-label={t('sidebar:listener')} title={status.problem ?? undefined}>
      <Dot tone={tones[status.state]} />
      <span className="grow clip">
        {down ? t('sidebar:port', { port: status.port }) : <code>{`${host.includes(':') ? `[${host}]` : host}:${status.port}`}</code>} · {t(`sidebar:listenerState.${status.state}`)}
      </span>
      {down && (
        <IconButton label={t('common:tryAgain')} size="small" disabled={restart.isPending} onClick={() => restart.mutate()}>
          <RotateCw className="icon icon--14" />
        </IconButton>
      )}
    </div>
  )
}
