/** What stands between this device and its team, across the top of every page: removed, doubled, refused, offline, or history on its way. */
import '../team.css'
import { Trans } from 'react-i18next'
import type { TeamStatus } from '#shared/contract/team.ts'
import { useTeam } from '#renderer/lib/data/team.ts'
import { useLate } from '#renderer/lib/look/use-late.ts'
import { sayRefusal, t } from '#renderer/text/i18n.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useReconnect } from '../mutations.ts'

/** A host that starts anew is back sooner. */
const SHOWN_AFTER_MS = 1500

export function TeamBanner() {
  const { data: status } = useTeam()
  if (status === undefined || status.mode === 'alone') return null
  if (status.removed) return <Banner tone="bad">{t('team:banner.removed')}</Banner>
  if (status.twin) return <Banner tone="bad">{t('team:banner.twin')}</Banner>
  if (status.link === 'refused') return <Banner tone="bad">{status.problem === null ? t('team:link.state.refused') : sayRefusal(status.problem)}</Banner>
  return (
    <>
      {status.setBack && <Banner tone="bad">{t(status.mode === 'host' ? 'team:banner.setBackHere' : 'team:banner.setBack')}</Banner>}
      {status.mode === 'member' && <OfflineBanner status={status} />}
      {status.progress !== null && <History progress={status.progress} />}
    </>
  )
}

function OfflineBanner({ status }: { status: TeamStatus }) {
  const reconnect = useReconnect()
  const shown = useLate(status.link !== 'connected', SHOWN_AFTER_MS)
  if (!shown) return null
  return (
    <Banner
      tone="warn"
      action={
        <Button size="small" busy={reconnect.isPending} onClick={() => reconnect.mutate()}>
          {t('team:link.tryNow')}
        </Button>
      }
    >
      <Trans ns="team" i18nKey="banner.offline" values={{ host: status.addresses[0] ?? '' }} />
      {status.waiting > 0 && ` ${t('team:link.waiting', { count: status.waiting })}`}
    </Banner>
  )
}

function History({ progress }: { progress: number }) {
  const percent = Math.floor(progress * 100)
  return (
    <div className="teamline">
      <span id="history-label">{t('team:banner.history')}</span>
      <progress className="teamline__bar grow" max={100} value={percent} aria-labelledby="history-label" />
      <span className="num">{t('common:percent', { percent })}</span>
    </div>
  )
}
