/** The lines that are always there: where tools post to, who else reaches that, and whether they can. */
import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ListenerStatus as Status } from '#shared/contract/listener.ts'
import type { Person } from '#shared/contract/person.ts'
import { joinHostPort } from '#shared/core/join-host-port.ts'
import { can } from '#shared/core/permissions.ts'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { sayListenerProblem } from '#renderer/lib/format/say-notice.ts'
import { useListener } from '#renderer/lib/data/queries.ts'
import { useRestartListener } from '#renderer/lib/data/restart-listener.ts'
import { wantGroup } from '#renderer/lib/look/scroll-to-group.ts'
import { t } from '#renderer/text/i18n.ts'
import { Dot } from '#renderer/ui/dot.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'

const tones = { starting: 'warn', listening: 'ok', failed: 'bad', stopped: 'bad' } as const

export function ListenerStatus({ me }: { me: Person }) {
  const { data: status } = useListener()
  const restart = useRestartListener()
  if (status === undefined) return <div className="statusline" />
  const down = status.state === 'failed' || status.state === 'stopped'
  return (
    <div className={down ? 'statusline statusline--bad' : 'statusline'} role="status" aria-label={t('sidebar:listener')} title={sayListenerProblem(status)}>
      <div className="statusline__row" title={down ? undefined : status.hosts.map((host) => joinHostPort(host, status.port)).join('\n')}>
        <Reach me={me}>
          <Dot tone={tones[status.state]} />
          <span className="grow clip">
            {down ? t('sidebar:port', { port: status.port }) : describe(status)} · {down ? describe(status) : <code>{status.port}</code>}
          </span>
        </Reach>
        {down && (
          <IconButton label={t('common:tryAgain')} size="small" disabled={restart.isPending} onClick={() => restart.mutate()}>
            <RotateCw className="icon icon--14" />
          </IconButton>
        )}
      </div>
      <LanLine lan={status.lan} me={me} />
      {status.publicUrl !== null && (
        <div className="statusline__row" title={status.publicUrl}>
          <Reach me={me}>
            <Dot tone="warn" />
            <span className="grow clip">
              {t('sidebar:reachPublic')} · <code>{status.publicUrl.replace(/^https?:\/\//, '')}</code>
            </span>
          </Reach>
        </div>
      )}
    </div>
  )
}

function LanLine({ lan, me }: { lan: Status['lan']; me: Person }) {
  if (lan.state === 'off') return null
  const isOpen = lan.state === 'listening'
  return (
    <div className={isOpen ? 'statusline__row' : 'statusline__row statusline--bad'} title={sayListenerProblem(lan) ?? lan.urls.join('\n')}>
      <Reach me={me}>
        <Dot tone={isOpen ? 'warn' : 'bad'} />
        <span className="grow clip">
          {t('sidebar:reachLan')} · {isOpen ? <code>{lan.urls[0]?.replace('https://', '')}</code> : t('sidebar:listenerState.failed')}
        </span>
      </Reach>
    </div>
  )
}

/** Who may change it gets there with a click. */
function Reach({ me, children }: { me: Person; children: ReactNode }) {
  if (!can('setting.change', me, {})) return <span className="statusline__reach">{children}</span>
  return (
    <Link className="statusline__reach" href={settingsPath('integrations')} onClick={() => wantGroup('reach')}>
      {children}
    </Link>
  )
}

/** Where nothing is wrong, it says how far that reaches. */
function describe({ state, lan, publicUrl }: Status): string {
  if (state !== 'listening') return t(`sidebar:listenerState.${state}`)
  return lan.state === 'off' && publicUrl === null ? t('sidebar:reachLoopback') : t('sidebar:reachHere')
}
