/** What does not work right now, across the top of a page that stays usable. */
import { Trans } from 'react-i18next'
import type { ListenerStatus } from '#shared/contract/listener.ts'
import { TeamBanner } from '#renderer/features/team/index.ts'
import { useConnection } from '#renderer/lib/data/connection.ts'
import { tryConnectionNow } from '#renderer/lib/data/client.ts'
import { formatTime } from '#renderer/lib/format/format-time.ts'
import { sayListenerProblem } from '#renderer/lib/format/say-notice.ts'
import { useListener } from '#renderer/lib/data/queries.ts'
import { useRestartListener } from '#renderer/lib/data/restart-listener.ts'
import { useLate } from '#renderer/lib/look/use-late.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'

/** A restart is quicker; a banner for it would only move the page twice. */
const SHOWN_AFTER_MS = 700

/** The line to this device's own server; behind it, the way to the team. */
export function ConnectionBanner() {
  const { state, since } = useConnection()
  const shown = useLate(state === 'lost', SHOWN_AFTER_MS)
  if (!shown) return <TeamBanner />
  return (
    <Banner
      tone="warn"
      action={
        <Button size="small" onClick={tryConnectionNow}>
          {t('app:tryNow')}
        </Button>
      }
    >
      {t('app:connectionLost', { time: formatTime(since) })}
    </Banner>
  )
}

export function ListenerBanner() {
  const { data: status } = useListener()
  const restart = useRestartListener()
  if (status?.lan.problem != null && status.state === 'listening') return <Banner tone="warn">{sayListenerProblem(status.lan)}</Banner>
  if (status?.state !== 'failed') return null
  return (
    <Banner
      tone="bad"
      action={
        <Button size="small" busy={restart.isPending} onClick={() => restart.mutate()}>
          {t('common:tryAgain')}
        </Button>
      }
    >
      <WhyNotListening status={status} />
    </Banner>
  )
}

function WhyNotListening({ status }: { status: ListenerStatus }) {
  const { port, takenBy } = status
  if (takenBy === null) return <>{sayListenerProblem(status)}</>
  if (takenBy.name === null || takenBy.pid === null) return <>{t('app:portTaken', { port })}</>
  return <Trans ns="app" i18nKey="portTakenBy" values={{ port, name: takenBy.name, pid: takenBy.pid }} />
}
