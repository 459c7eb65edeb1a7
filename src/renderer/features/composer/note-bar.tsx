/** The composer's answer above it: seen by me alone, closed by me or by the next message. */
import './note-bar.css'
import { CircleAlert, Info, X } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { Trans } from 'react-i18next'
import type { Channel } from '#shared/contract/channel.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { asText } from '#shared/core/slash-command.ts'
import { getDraft, setDraftText, type PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { usePeople } from '#renderer/lib/data/queries.ts'
import { currentLanguage, t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { addPeople } from './commands/run-command.ts'
import { maskDraft } from './leak-guard.ts'
import { closeNote, sayBad, showNote, useNotes, type Note } from './notes.ts'

export interface NoteBarProps {
  placeKey: PlaceKey
  channel: Channel
  onSend: () => void
  onSendLeak: (about: string) => void
  /** Opens the page where the address gets another secret. */
  onRotate: (hookId: HookId) => void
  /** Makes a file of a text that is too long. */
  onAttachText: (text: string) => void
  onPasteAnyway: (text: string) => void
  /** Back to the text. */
  onDone: () => void
}

export function NoteBar(props: NoteBarProps) {
  const note = useNotes(({ notes }) => notes[props.placeKey])
  const handleClose = (): void => {
    closeNote(props.placeKey)
    props.onDone()
  }
  // The region is there before there is anything to say in it.
  return (
    <div role="status" className="note-place">
      {note !== undefined && (
        <div className={isBad(note) ? 'aside-note aside-note--bad' : 'aside-note'}>
          {isBad(note) ? <CircleAlert className="icon" /> : <Info className="icon" />}
          <div className="grow">
            <NoteText note={note} />
            <span className="aside-note__private">{t('composer:note.onlyYou')}</span>
          </div>
          <NoteButtons {...props} note={note} />
          <IconButton label={t('composer:note.close')} size="small" onClick={handleClose}>
            <X className="icon icon--14" />
          </IconButton>
        </div>
      )}
    </div>
  )
}

const isBad = (note: Note): boolean => note.kind === 'unknownCommand' || note.kind === 'tooLong' || note.kind === 'leak' || (note.kind === 'words' && note.tone === 'bad')

function NoteText({ note }: { note: Note }): ReactNode {
  switch (note.kind) {
    case 'words':
      return <p>{note.text}</p>
    case 'people':
      return note.lines.map(({ kind, usernames }) => (
        <p key={kind}>
          <Trans ns="composer" i18nKey={`note.${kind}`} count={usernames.length} components={{ names: <Names usernames={usernames} /> }} />
        </p>
      ))
    case 'absent':
      return (
        <p>
          <Trans ns="composer" i18nKey="note.absent" count={note.usernames.length} components={{ names: <Names usernames={note.usernames} /> }} />
        </p>
      )
    case 'unknownCommand':
      return (
        <p>
          <Trans ns="composer" i18nKey="note.unknownCommand" components={{ command: <bdi className="strong">/{note.name}</bdi> }} />
        </p>
      )
    case 'help':
      return (
        <dl className="aside-note__commands">
          {note.commands.map((name) => (
            <Fragment key={name}>
              <dt>{t(`composer:usage.${name}`)}</dt>
              <dd>{t(`composer:command.${name}`)}</dd>
            </Fragment>
          ))}
        </dl>
      )
    case 'leak':
      return note.addresses.map(({ url, hookName }) => (
        <p key={url}>
          <Trans ns="addresses" i18nKey="leak.text" values={{ name: hookName }} components={{ name: <bdi className="strong" /> }} />
        </p>
      ))
    case 'tooLong':
      return <p>{t(note.pasted ? 'composer:note.pastedTooLong' : 'composer:note.tooLong', { count: note.over })}</p>
  }
}

/** "Mara, Jonas and @nobody", each by itself, so that no name turns the sentence around. */
function Names({ usernames }: { usernames: readonly string[] }) {
  const people = usePeople().data ?? []
  const nameOf = (username: string): string => people.find((person) => person.username === username)?.displayName ?? `@${username}`
  const parts = new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).formatToParts(usernames.map(nameOf))
  return parts.map(({ type, value }, index) =>
    type === 'element' ? (
      <bdi key={index} className="strong">
        {value}
      </bdi>
    ) : (
      value
    ),
  )
}

function NoteButtons({ note, placeKey, channel, onSend, onSendLeak, onRotate, onAttachText, onPasteAnyway, onDone }: NoteBarProps & { note: Note }) {
  const handleAdd = async (usernames: readonly string[]): Promise<void> => {
    onDone()
    try {
      await addPeople(channel, usernames)
      showNote(placeKey, { kind: 'people', lines: [{ kind: 'added', usernames }] })
    } catch (error) {
      sayBad(placeKey, toErrorBody(error).message)
    }
  }
  const handleSendAsText = (): void => {
    setDraftText(placeKey, asText(getDraft(placeKey)?.text ?? ''))
    onDone()
    onSend()
  }
  const closed = (done: () => void) => (): void => {
    closeNote(placeKey)
    onDone()
    done()
  }
  switch (note.kind) {
    case 'absent':
      return (
        note.mayAdd && (
          <>
            <NoteButton label={t('composer:note.add', { count: note.usernames.length })} onClick={() => void handleAdd(note.usernames)} />
            <NoteButton label={t('composer:note.leaveIt')} onClick={closed(() => undefined)} />
          </>
        )
      )
    case 'unknownCommand':
      return <NoteButton label={t('composer:note.sendAsText')} onClick={handleSendAsText} />
    case 'leak': {
      const hookId = note.addresses.find((address) => address.hookId !== null)?.hookId
      return (
        <>
          <NoteButton label={t('addresses:leak.mask')} autoFocus onClick={closed(() => maskDraft(placeKey, note.addresses))} />
          {hookId != null && <NoteButton label={t('addresses:leak.rotate')} onClick={() => onRotate(hookId)} />}
          <NoteButton label={t('addresses:leak.sendAnyway')} onClick={closed(() => onSendLeak(note.text))} />
        </>
      )
    }
    case 'tooLong':
      return (
        <>
          <NoteButton label={t('composer:note.attachText')} autoFocus={note.pasted} onClick={closed(() => onAttachText(note.text))} />
          {note.pasted && <NoteButton label={t('composer:note.pasteAnyway')} onClick={closed(() => onPasteAnyway(note.text))} />}
        </>
      )
    default:
      return null
  }
}

function NoteButton({ label, autoFocus, onClick }: { label: string; autoFocus?: boolean; onClick: () => void }) {
  return (
    <Button size="small" autoFocus={autoFocus} onClick={onClick}>
      {label}
    </Button>
  )
}
