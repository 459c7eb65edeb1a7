/** What a channel is for, in its head: a click edits it where it stands, for who may. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { currentStatus } from '#shared/core/person-status.ts'
import { isConversation, mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { sayProblem, useUpdateChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'

export interface PurposeProps {
  channel: Channel
  me: Person
  /** Whose direct channel it is. */
  person: Person | null
}

/** As the contract says. */
export const PURPOSE_MAX = 250

export function Purpose({ channel, me, person }: PurposeProps) {
  const [editing, setEditing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const edited = useRef(false)
  useEffect(() => {
    // Focus goes back to what opened the field.
    if (!editing && edited.current) button.current?.focus()
    edited.current = editing
  }, [editing])
  if (person !== null) return <StatusLine person={person} />
  if (isConversation(channel)) return <span className="grow" />
  const mayEdit = channel.archivedAt === null && mayInChannel('channel.change', me, channel)
  const named = channel.displayName !== '' && channel.displayName !== channel.name
  if (!mayEdit && !named && channel.purpose === '') return <span className="grow" />
  return (
    <div className="header__purpose">
      {named && !editing && (
        <span className="clip" title={channel.displayName}>
          <bdi>{channel.displayName}</bdi>
          {(mayEdit || channel.purpose !== '') && ' ·\u00a0'}
        </span>
      )}
      {editing && <PurposeField channel={channel} onDone={() => setEditing(false)} />}
      {!editing && mayEdit && (
        <button ref={button} type="button" className="header__edit clip" title={channel.purpose === '' ? undefined : channel.purpose} aria-label={t('channels:editPurpose', { purpose: channel.purpose })} onClick={() => setEditing(true)}>
          {channel.purpose === '' ? t('channels:addPurpose') : <bdi>{channel.purpose}</bdi>}
        </button>
      )}
      {!mayEdit && (
        <bdi className="clip" title={channel.purpose}>
          {channel.purpose}
        </bdi>
      )}
    </div>
  )
}

/** Enter and leaving save, Esc does not. Who only looks at it changes nothing, also when somebody else does meanwhile. */
function PurposeField({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const [written, setWritten] = useState<string | null>(null)
  const purpose = written ?? channel.purpose
  const update = useUpdateChannel()
  const handleSave = (): void => {
    if (update.isPending) return
    if (purpose.trim() === channel.purpose) return onDone()
    update.mutate({ channel: channel.id, purpose: purpose.trim() }, { onSuccess: onDone, onError: sayProblem })
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') handleSave()
    else if (event.key === 'Escape') {
      event.stopPropagation()
      onDone()
    }
  }
  return (
    <input
      className="field"
      autoFocus
      dir="auto"
      maxLength={PURPOSE_MAX}
      aria-label={t('channels:purpose')}
      placeholder={t('channels:purposeExample')}
      value={purpose}
      readOnly={update.isPending}
      onChange={(event) => setWritten(event.target.value)}
      onKeyDown={handleKeyDown}
      onBlur={handleSave}
    />
  )
}

function StatusLine({ person }: { person: Person }) {
  const status = currentStatus(person.status, useNow())
  const line = [status !== null && `${status.emoji} ${status.text}`.trim(), person.title].filter(Boolean).join(' · ')
  if (line === '') return <span className="grow" />
  return (
    <div className="header__purpose">
      <bdi className="clip" title={line}>
        {line}
      </bdi>
    </div>
  )
}
