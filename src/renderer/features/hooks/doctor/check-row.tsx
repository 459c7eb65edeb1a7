/** One check: how it went, in a sentence, and what can be done. */
import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from 'lucide-react'
import { Link } from 'wouter'
import { deedSchema, type Deed, type DoctorCheck, type Lead } from '#shared/contract/doctor.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { Reason } from '#shared/contract/verdict.ts'
import type { Finding, FindingValue } from '#shared/core/doctor-findings.ts'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { sayNotice } from '#renderer/lib/format/say-notice.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { wantGroup } from '#renderer/lib/look/scroll-to-group.ts'
import { Button, buttonClass } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { hookPath } from '../paths.ts'
import { describeVerdict } from '../reason-texts.ts'
import type { useFix } from './queries.ts'

export interface CheckRowProps {
  hook: Hook
  check: DoctorCheck
  /** ms since epoch. */
  now: number
  fix: ReturnType<typeof useFix>
}

const icons = { ok: CircleCheck, warning: TriangleAlert, failed: CircleX, skipped: CircleDashed } as const

const isDeed = (fix: Deed | Lead): fix is Deed => deedSchema.safeParse(fix).success

export function CheckRow({ hook, check, now, fix }: CheckRowProps) {
  const { id, state, fixes } = check
  const Icon = icons[state]
  return (
    <li className={`exam is-${state}`}>
      <Icon className="icon" />
      <span className="exam__what">{t(`doctor:what.${id}`)}</span>
      <p className="exam__text">
        <span className="only-spoken">{t(`doctor:state.${state}`)}: </span>
        {sayCheck(check, hook, now)}
      </p>
      {fixes.length > 0 && (
        <span className="exam__fixes">
          {fixes.map((one, index) =>
            isDeed(one) ? (
              <Button key={one} size="small" kind={state === 'failed' && index === 0 ? 'primary' : 'default'} busy={fix.isPending && fix.variables === one} onClick={() => fix.mutate(one)}>
                {t(`doctor:fix.${one}`)}
              </Button>
            ) : (
              <Link key={one} className={state === 'ok' ? 'linkbtn' : buttonClass({ size: 'small' })} href={placeOf(one, hook)} onClick={() => one === 'choose_port' && wantGroup('reach')}>
                {t(`doctor:fix.${one}`)}
              </Link>
            ),
          )}
        </span>
      )}
    </li>
  )
}

/** Times and reasons in the words of the window. */
function sayCheck({ finding, values }: DoctorCheck, hook: Hook, now: number): string {
  const { at, reason, notice } = values
  const shown = {
    ...values,
    ...(typeof at === 'number' && { at: formatMoment(at, now) }),
    ...(typeof notice === 'string' && { why: sayNotice({ code: notice, values }) ?? values['why'] }),
    ...(typeof reason === 'string' && { why: describeVerdict({ reason: reason as Reason, channel: null }, hook.channel).title }),
  }
  // Each sentence has those that it names.
  return t(`doctor:finding.${finding as Finding}`, shown as unknown as Record<FindingValue, string | number>)
}

function placeOf(lead: Lead, { id }: Hook): string {
  if (lead === 'choose_port') return settingsPath('integrations')
  if (lead === 'open_notifications') return settingsPath('notifications')
  if (lead === 'open_addresses') return hookPath(id, 'addresses')
  if (lead === 'open_posting') return hookPath(id, 'posting')
  return hookPath(id, lead === 'open_settings' ? 'settings' : 'requests')
}
