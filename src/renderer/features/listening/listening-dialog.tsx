/** Everything that listens to a channel or asks to: whose it is, where it sends, what, who agreed and when, who is missing. */
import './listening.css'
import { Trans } from 'react-i18next'
import type { Listening } from '#shared/contract/subscription.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { usePeople } from '#renderer/lib/data/queries.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { HookAvatar, PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { agreedMyself, asksMe, isConversationType, mayConsent, type Asker } from './decide-listening.ts'
import { useConsent } from './queries.ts'

export interface ListeningDialogProps {
  open: boolean
  onClose: () => void
  shown: readonly Listening[]
  asker: Asker
}

export function ListeningDialog({ open, onClose, shown, asker }: ListeningDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={t('listening:title')} text={t('listening:text')}>
      <ul className="listeners">
        {shown.map((listening) => (
          <ListeningItem key={listening.id} listening={listening} asker={asker} />
        ))}
        {shown.length === 0 && <li className="soft">{t('listening:gone')}</li>}
      </ul>
      <DialogButtons>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogButtons>
    </Dialog>
  )
}

interface ItemProps {
  listening: Listening
  asker: Asker
}

function ListeningItem({ listening, asker }: ItemProps) {
  const people = usePeople().data ?? []
  const nameOf = (username: string): string => people.find((person) => person.username === username)?.displayName ?? username
  return (
    <li className="listener">
      <div className="listener__head">
        <HookAvatar name={listening.name} iconUrl={null} iconEmoji={null} size={32} corner={false} />
        <div className="grow">
          <bdi className="listener__name">{listening.name}</bdi>
          <p className="faint">
            <Trans ns="listening" i18nKey="ofOwner" values={{ owner: nameOf(listening.owner) }} />
          </p>
        </div>
        {listening.sendsTo.length > 0 && <Pill tone="accent">{t('listening:active')}</Pill>}
        {!listening.allowed && <Pill tone="warn">{t('listening:waiting')}</Pill>}
      </div>
      <dl className="listener__facts">
        <dt>{t('listening:to')}</dt>
        <dd>
          <bdi>{listening.hosts.join(', ')}</bdi>
        </dd>
        <dt>{t('listening:what')}</dt>
        <dd>{listening.events.map((event) => t(`outgoing:event.${event}`)).join(', ')}</dd>
        <dt>{t('listening:agreed')}</dt>
        <dd>
          <Agreed listening={listening} nameOf={nameOf} />
        </dd>
        {!listening.allowed && (
          <>
            <dt>{t('listening:missing')}</dt>
            <dd>{missingWords(listening, asker, nameOf)}</dd>
          </>
        )}
      </dl>
      <Deeds listening={listening} asker={asker} />
    </li>
  )
}

function Agreed({ listening, nameOf }: { listening: Listening; nameOf: (username: string) => string }) {
  const now = useNow()
  if (listening.consents.length === 0) return <span className="faint">{t('listening:nobody')}</span>
  return (
    <ul>
      {listening.consents.map(({ person, givenAt }) => (
        <li key={person} className="listener__consent">
          <PersonAvatar username={person} name={nameOf(person)} size={18} />
          <bdi>{nameOf(person)}</bdi>
          <time className="faint" dateTime={new Date(givenAt).toISOString()} title={formatAbsolute(givenAt)}>
            {formatMoment(givenAt, now)}
          </time>
        </li>
      ))}
    </ul>
  )
}

function missingWords({ missing, consents }: Listening, { channel }: Asker, nameOf: (username: string) => string): string {
  if (isConversationType(channel)) return missing.map(nameOf).join(', ')
  if (consents.length > 0) return t('listening:more')
  return channel.type === 'public' ? t('listening:someAdmin') : t('listening:someMember')
}

/** Whoever may agree does it here too; whoever agreed takes it back. */
function Deeds({ listening, asker }: ItemProps) {
  const consent = useConsent(asker.channel.id)
  const mine = agreedMyself(listening, asker.me)
  const mayStop = !isConversationType(asker.channel) && mayConsent(asker) && listening.consents.length > 0
  const asks = asksMe(listening, asker)
  if (!asks && !mine && !mayStop) return null
  return (
    <div className="listener__deeds">
      {(mine || mayStop) && (
        <Button size="small" busy={consent.isPending && !consent.variables.give} onClick={() => consent.mutate({ id: listening.id, give: false })}>
          {mayStop ? t('listening:takeAll') : t('listening:take')}
        </Button>
      )}
      {asks && (
        <Button size="small" kind="primary" busy={consent.isPending && consent.variables.give} onClick={() => consent.mutate({ id: listening.id, give: true })}>
          {t('listening:agree')}
        </Button>
      )}
    </div>
  )
}
