/** What a channel is, and what can be changed about it. */
import { useState, type ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { isConversation, mayArchive, mayInChannel, mayLeave } from '#renderer/lib/data/may-in-channel.ts'
import { usePersonName } from '#renderer/lib/data/use-person.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { sayProblem, useRestoreChannel, useUpdateChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { leaveLabel, useLeave } from '#renderer/widgets/channel-actions/use-leave.ts'
import { PersonCard } from '#renderer/widgets/person-card/person-card.tsx'
import { PURPOSE_MAX } from '../header/purpose.tsx'

export function AboutTab({ channel, session: { me }, encryption }: { channel: Channel; session: Session; encryption: ReactNode }) {
  const mayChange = channel.archivedAt === null && mayInChannel('channel.change', me, channel)
  return (
    <div className="details__in">
      {!isConversation(channel) && <NameSection channel={channel} mayChange={mayChange} />}
      {!isConversation(channel) && <PurposeSection key={channel.id} channel={channel} mayChange={mayChange} />}
      <HooksSection channel={channel} mayChange={mayChange} />
      {encryption}
      <FactsSection channel={channel} />
      <Deeds channel={channel} me={me} />
    </div>
  )
}

interface SectionProps {
  channel: Channel
  mayChange: boolean
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="details__sect">
      <h3 className="details__head">
        {title}
        {action}
      </h3>
      {children}
    </section>
  )
}

function NameSection({ channel, mayChange }: SectionProps) {
  const action = mayChange && (
    <Button size="small" kind="quiet" onClick={() => openChannelDialog({ kind: 'rename', channelId: channel.id })}>
      {t('channels:rename')}
    </Button>
  )
  return (
    <Section title={t('channels:name')} action={action}>
      <p className="details__text">
        <b className="strong"># {channel.name}</b>
        {channel.displayName !== '' && channel.displayName !== channel.name && (
          <>
            {' · '}
            <bdi>{channel.displayName}</bdi>
          </>
        )}
      </p>
    </Section>
  )
}

/** What I write stays while somebody else changes it. */
function PurposeSection({ channel, mayChange }: SectionProps) {
  const [written, setWritten] = useState<string | null>(null)
  const purpose = written ?? channel.purpose
  const update = useUpdateChannel()
  if (!mayChange)
    return (
      <Section title={t('channels:purpose')}>
        <p className={channel.purpose === '' ? 'details__text faint' : 'details__text'} dir="auto">
          {channel.purpose === '' ? t('channels:noPurpose') : channel.purpose}
        </p>
      </Section>
    )
  const changed = purpose.trim() !== channel.purpose
  return (
    <form
      className="details__sect"
      onSubmit={(event) => {
        event.preventDefault()
        if (changed) update.mutate({ channel: channel.id, purpose: purpose.trim() }, { onSuccess: () => setWritten((now) => (now === purpose ? null : now)), onError: sayProblem })
      }}
    >
      <TextArea label={t('channels:purpose')} dir="auto" maxLength={PURPOSE_MAX} placeholder={t('channels:purposeExample')} value={purpose} onChange={(event) => setWritten(event.target.value)} />
      {changed && (
        <div className="details__line">
          <Button size="small" type="submit" busy={update.isPending}>
            {t('common:save')}
          </Button>
          <Button size="small" kind="quiet" onClick={() => setWritten(null)}>
            {t('common:discard')}
          </Button>
        </div>
      )}
    </form>
  )
}

/** On means that hooks are kept out; who may not change it is told how it is. */
function HooksSection({ channel, mayChange }: SectionProps) {
  const update = useUpdateChannel()
  const closed = !channel.hooksAllowed
  if (!mayChange)
    return (
      <Section title={t('channels:webhooks')}>
        <p className="details__text">{closed ? t('channels:hooksOff') : t('channels:hooksOn')}</p>
      </Section>
    )
  return (
    <Section title={t('channels:webhooks')}>
      <div className="details__line">
        <div className="grow">
          <p className="level__label">{t('channels:noHooks')}</p>
          <p className="hint">{t('channels:noHooksHint')}</p>
        </div>
        <Switch label={t('channels:noHooks')} checked={closed} onChange={(next) => update.mutate({ channel: channel.id, hooksAllowed: !next }, { onError: sayProblem })} />
      </div>
    </Section>
  )
}

function FactsSection({ channel }: { channel: Channel }) {
  const creator = usePersonName(channel.creator)
  const now = useNow()
  return (
    <dl className="details__facts">
      <dt>{t('channels:madeBy')}</dt>
      <dd>
        <PersonCard username={channel.creator}>
          <bdi>{creator ?? channel.creator}</bdi>
        </PersonCard>
      </dd>
      <dt>{t('channels:madeAt')}</dt>
      <dd title={formatAbsolute(channel.createdAt)}>{formatMoment(channel.createdAt, now)}</dd>
      <dt>{t('channels:seenBy')}</dt>
      <dd>{t(`channels:type.${channel.type}`)}</dd>
    </dl>
  )
}

function Deeds({ channel, me }: { channel: Channel; me: Person }) {
  const leave = useLeave(me)
  const restoring = useRestoreChannel()
  const archived = channel.archivedAt !== null
  const mayRestore = archived && mayInChannel('channel.archive', me, channel)
  const mayClose = !archived && mayArchive(channel, me)
  if (!mayLeave(channel, me) && !mayClose && !mayRestore) return null
  return (
    <div className="details__deeds">
      {mayLeave(channel, me) && !archived && <Button onClick={() => leave(channel)}>{leaveLabel(channel, me)}</Button>}
      {mayClose && <Button onClick={() => openChannelDialog({ kind: 'archive', channelId: channel.id })}>{t('channels:archiveAsk')}</Button>}
      {mayRestore && (
        <Button busy={restoring.isPending} onClick={() => restoring.mutate(channel.id)}>
          {t('channels:restore')}
        </Button>
      )}
    </div>
  )
}
