/** One row for each webhook; the whole row opens it, the name is the link for the keyboard. */
import './hook-list.css'
import { Stethoscope } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import type { HookStanding } from '#shared/contract/hook-health.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { formatAbsolute, formatAgo, formatCount } from '#renderer/lib/format/format-time.ts'
import { MenuItem } from '#renderer/ui/menu.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { HookAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { CreatedBy } from '../created-by.tsx'
import { dialectLabel } from '../dialect-label.ts'
import { HookChannel } from '../hook-channel.tsx'
import { useSwitchHook } from '../mutations.ts'
import { hookPath } from '../paths.ts'
import { ActionsHead } from '../rows/actions-head.tsx'
import { RowMenu } from '../rows/row-menu.tsx'
import { useRowLink } from '../rows/use-row-link.ts'
import { useElsewhere, type Elsewhere } from '../use-elsewhere.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { HealthCell } from './health-cell.tsx'

export interface HookTableProps {
  hooks: readonly Hook[]
  standings: readonly HookStanding[]
  ownerName: (username: string) => string
  onDelete: (hook: Hook) => void
}

export function HookTable({ hooks, standings, ownerName, onDelete }: HookTableProps) {
  const now = useNow()
  const elsewhereOf = useElsewhere()
  return (
    <div className="page">
      <table className="grid">
        <thead>
          <tr>
            <th>{t('hooks:name')}</th>
            <th>{t('hooks:channel')}</th>
            <th className="hide-narrow">{t('hooks:createdBy')}</th>
            <th className="hide-narrow">{t('hooks:dialects')}</th>
            <th className="end hide-tight">{t('hooks:requests')}</th>
            <th className="hide-tight" title={t('health:columnTitle')}>{t('health:column')}</th>
            <th>{t('hooks:lastUsed')}</th>
            <th>{t('hooks:on')}</th>
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {hooks.map((hook) => (
            <HookRow key={hook.id} hook={hook} elsewhere={elsewhereOf(hook)} standing={standings.find(({ hookId }) => hookId === hook.id)} now={now} ownerName={ownerName(hook.owner)} onDelete={onDelete} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface HookRowProps {
  hook: Hook
  elsewhere: Elsewhere
  standing: HookStanding | undefined
  now: number
  ownerName: string
  onDelete: (hook: Hook) => void
}

function HookRow({ hook, elsewhere, standing, now, ownerName, onDelete }: HookRowProps) {
  const { mutate: switchHook } = useSwitchHook()
  const [, navigate] = useLocation()
  const handleClick = useRowLink(hookPath(hook.id))
  return (
    <tr className={hook.enabled ? 'hookrow' : 'hookrow is-off'} onClick={handleClick}>
      <td className="grid__name">
        <div className="who">
          <HookAvatar name={hook.name} iconUrl={hook.iconUrl} iconEmoji={hook.iconEmoji} size={32} corner={false} />
          <div className="grow">
            <Link className="who__name clip" href={hookPath(hook.id)}>
              <bdi>{hook.name}</bdi>
            </Link>
            <div className="who__sub clip">{subline(hook)}</div>
          </div>
        </div>
      </td>
      <td className="grid__channel">
        <HookChannel hook={hook} />
      </td>
      <td className="hide-narrow grid__owner">
        <CreatedBy username={hook.owner} name={ownerName} createdAt={hook.createdAt} />
      </td>
      <td className="hide-narrow">
        {elsewhere === null ? <Dialects hook={hook} /> : <span className="faint" title={t('delivery:elsewhere.whereTitle')}>{t('delivery:elsewhere.where', { device: elsewhere.name })}</span>}
      </td>
      <td className="num end hide-tight">
        {elsewhere === null && formatCount(hook.requests)}
        {isFailing(hook) && (
          <Link className="linkbtn hookrow__check" href={hookPath(hook.id, 'test')} aria-label={t('doctor:checkOne', { name: hook.name })}>
            {t('doctor:check')}
          </Link>
        )}
      </td>
      <td className="num hide-tight">
        <HealthCell hook={hook} standing={elsewhere === null ? standing : undefined} />
      </td>
      <td className="num" title={hook.lastUsedAt === null ? undefined : formatAbsolute(hook.lastUsedAt)}>
        {elsewhere === null && formatAgo(hook.lastUsedAt, now)}
      </td>
      <td>
        <Switch label={t('hooks:isOn', { name: hook.name })} checked={hook.enabled} onChange={(enabled) => switchHook({ hook, enabled })} />
      </td>
      <td>
        <RowMenu name={hook.name} path={hookPath(hook.id)} settingsPath={hookPath(hook.id, 'settings')} onDelete={() => onDelete(hook)}>
          {elsewhere === null && (
            <MenuItem icon={Stethoscope} onSelect={() => navigate(hookPath(hook.id, 'test'))}>
              {t('doctor:check')}
            </MenuItem>
          )}
        </RowMenu>
      </td>
    </tr>
  )
}

const DIALECTS_SHOWN = 2

function Dialects({ hook }: { hook: Hook }) {
  const labels = hook.dialects.map(dialectLabel)
  if (labels.length === 0) return <span className="faint">{t('hooks:noAddress')}</span>
  const more = labels.length - DIALECTS_SHOWN
  return (
    <span title={labels.join(', ')}>
      {labels.slice(0, DIALECTS_SHOWN).join(', ')}
      {more > 0 && <span className="faint"> {t('hooks:moreDialects', { total: more })}</span>}
    </span>
  )
}

function subline({ description, enabled, pausedReason }: Hook): string {
  // That it is paused stands in its own column.
  if (enabled || pausedReason !== null) return description
  return description === '' ? t('hooks:off') : t('hooks:offWith', { description })
}

/** Something of it was refused, or it was paused by itself. */
const isFailing = ({ refused, pausedReason }: Hook): boolean => refused > 0 || pausedReason !== null
