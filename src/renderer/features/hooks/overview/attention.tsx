/** What needs a look of all webhooks that I manage, each with the way to where it is mended; or that nothing does. */
import './attention.css'
import { ChevronRight, CircleCheck, CircleHelp } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { formatCount, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Pill, type Tone } from '#renderer/ui/pill.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { HookAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { t } from '#renderer/text/i18n.ts'
import { hookPath, straysPath, subscriptionPath } from '../paths.ts'
import type { Concern } from './list-concerns.ts'
import { useConcerns } from './use-concerns.ts'

/** More than these are unfolded on request. */
const SHOWN = 6

/** Nothing at all before there is a webhook. `withStrays`: I may see requests to no webhook. */
export function Attention({ withStrays }: { withStrays: boolean }) {
  const now = useNow()
  const { concerns, hasAny, error, busy, retry } = useConcerns(withStrays, now)
  const [all, setAll] = useState(false)
  if (concerns === undefined) return error === null ? <Bones /> : <LoadProblem title={t('integrations:attention.notLoaded')} error={error} busy={busy} onRetry={retry} />
  if (concerns.length === 0) return hasAny ? <Calm /> : null
  const more = concerns.length - SHOWN
  return (
    <Frame count={concerns.length}>
      <ul className="attention__list">
        {(all ? concerns : concerns.slice(0, SHOWN)).map((concern) => (
          <Row key={keyOf(concern)} {...describe(concern, now)} />
        ))}
      </ul>
      {more > 0 && !all && (
        <div className="attention__more">
          <Button size="small" onClick={() => setAll(true)}>
            {t('integrations:attention.more', { count: more })}
          </Button>
        </div>
      )}
    </Frame>
  )
}

function Frame({ count, children }: { count?: number; children: ReactNode }) {
  return (
    <section className="attention" aria-labelledby="attention-title">
      <h2 className="attention__title" id="attention-title">
        {t('integrations:attention.title')} {count !== undefined && <span className="count">{formatCount(count)}</span>}
      </h2>
      {children}
    </section>
  )
}

function Calm() {
  return (
    <Frame>
      <p className="attention__calm">
        <CircleCheck className="icon" />
        {t('integrations:attention.calm')}
      </p>
    </Frame>
  )
}

function Bones() {
  return (
    <div className="attention" aria-busy="true" aria-label={t('integrations:attention.loading')}>
      <Skeleton width="120px" />
      <div className="attention__list">
        {['46%', '60%'].map((width) => (
          <div className="concern" key={width}>
            <Skeleton width="32px" height="32px" />
            <Skeleton width={width} />
          </div>
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  readonly href: string
  readonly picture: ReactNode
  readonly name: string
  /** What it is one of. */
  readonly kind: string
  readonly tone: Tone
  readonly label: string
  readonly text: string
}

function Row({ href, picture, name, kind, tone, label, text }: RowProps) {
  return (
    <li>
      <Link href={href} className="concern">
        {picture}
        <span className="grow">
          <span className="concern__name">
            <bdi className="clip">{name}</bdi> <Pill tone={tone}>{label}</Pill>
          </span>
          <span className="concern__text">{text}</span>
        </span>
        <span className="concern__kind">{kind}</span>
        <ChevronRight className="icon icon--14 kind__more" />
      </Link>
    </li>
  )
}

function describe(concern: Concern, now: number): RowProps {
  switch (concern.of) {
    case 'hook': {
      const { id, name, iconUrl, iconEmoji } = concern.hook
      return { href: hookPath(id), picture: <HookAvatar name={name} iconUrl={iconUrl} iconEmoji={iconEmoji} size={32} corner={false} />, name, kind: t('hooks:title'), ...describeHook(concern.why, now) }
    }
    case 'subscription': {
      const { id, name, iconUrl, paused } = concern.subscription
      const how =
        concern.why.is === 'failing'
          ? ({ tone: 'bad', label: t('health:failing'), text: t('delivery:failing', { when: formatMoment(concern.why.since, now) }) } as const)
          : ({ tone: 'warn', label: t('outgoing:paused'), text: paused === null ? '' : t(`delivery:paused.${paused}`) } as const)
      return { href: subscriptionPath(id), picture: <HookAvatar name={name} iconUrl={iconUrl} iconEmoji={null} size={32} corner={false} />, name, kind: t('outgoing:title'), ...how }
    }
    case 'strays':
      return {
        href: straysPath,
        picture: <CircleHelp className="icon icon--20 concern__icon" />,
        name: t('inspector:strays.title'),
        kind: '',
        tone: 'none',
        label: formatCount(concern.count),
        text: t('integrations:attention.strays', { when: formatMoment(concern.at, now) }),
      }
  }
}

function describeHook(why: (Concern & { of: 'hook' })['why'], now: number): Pick<RowProps, 'tone' | 'label' | 'text'> {
  switch (why.is) {
    case 'paused':
      return { tone: 'warn', label: t('health:paused'), text: t('integrations:attention.paused') }
    case 'failing':
      return { tone: 'bad', label: t('health:failing'), text: t('integrations:attention.failing', { when: formatMoment(why.since, now) }) }
    case 'refused':
      return { tone: 'warn', label: t('integrations:attention.refusedLabel'), text: t('integrations:attention.refused', { count: why.refused, total: formatCount(why.all) }) }
    case 'unused':
      return { tone: 'none', label: t('health:unused'), text: t('integrations:attention.unused', { when: formatMoment(why.since, now) }) }
  }
}

function keyOf(concern: Concern): string {
  if (concern.of === 'strays') return 'strays'
  return concern.of === 'hook' ? concern.hook.id : concern.subscription.id
}
