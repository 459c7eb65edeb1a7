/** Where a message is written, in a channel or a thread: text, files, commands, and what completes a word. */
import './composer.css'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, type ClipboardEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { settingDefaults, type Setting } from '#shared/contract/settings.ts'
import { hookAddressesPath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { placeKey, type Place } from '#renderer/lib/writing/drafts.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useChannels, usePeople, useSession } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { insertHere } from './apply-edit.ts'
import { attachFiles, attachText, pastedFiles } from './attachments/attach-files.ts'
import { DropZone } from './attachments/drop-zone.tsx'
import { FileChips } from './attachments/file-chips.tsx'
import { Suggestions, type SuggestionsHandle } from './autocomplete/suggestions.tsx'
import { listCommands, type CommandContext } from './commands/run-command.ts'
import { ComposerFoot } from './composer-foot.tsx'
import { countOver } from './count-over.ts'
import { FormatBar } from './format-bar.tsx'
import { NoteBar } from './note-bar.tsx'
import { warnOfLeaks } from './leak-guard.ts'
import { closeNote, showNote } from './notes.ts'
import { useComposerKeys } from './use-composer-keys.ts'
import { useDraftText } from './use-draft-text.ts'
import { useSend, type ComposedPost } from './use-send.ts'

export interface ComposerProps {
  channelId: string
  /** Null or left out for the channel itself. */
  threadRootId?: MessageId | null
  /** For instance "Message #town-square". */
  placeholder: string
  /** Why nothing can be written here; null where it can. */
  closedBecause: string | null
  /** What stands quietly beside the buttons, about what is written here. */
  note?: ReactNode
  onSend: (post: ComposedPost) => void
  /** Shows the webhooks of this channel, for `/hooks`. */
  onOpenHooks?: () => void
}

export function Composer({ channelId, threadRootId = null, closedBecause, ...rest }: ComposerProps) {
  const channel = useChannels().data?.find(({ id }) => id === channelId)
  const session = useSession().data
  const people = usePeople().data
  if (closedBecause !== null) return <p className="composer__closed">{closedBecause}</p>
  if (channel === undefined || session === undefined || people === undefined) return null
  const place = { channelId, threadRootId }
  return <Editor key={placeKey(place)} place={place} channel={channel} session={session} people={people} {...rest} />
}

interface EditorProps extends Pick<ComposerProps, 'placeholder' | 'note' | 'onSend' | 'onOpenHooks'> {
  place: Place
  channel: Channel
  session: Session
  people: readonly Person[]
}

function Editor({ place, channel, session, people, placeholder, note, onSend, onOpenHooks }: EditorProps) {
  const key = placeKey(place)
  const root = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const suggestions = useRef<SuggestionsHandle>(null)
  const [, navigate] = useLocation()
  const maxLength = useMaxLength()
  const openHooks = session.may.manageHooks ? (onOpenHooks ?? null) : null
  const context: CommandContext = { place, channel, me: session.me, people, openHooks, navigate }
  const sender = useSend(context, maxLength, onSend)
  const noteChange = useDraftText(area, key)
  const handleKeyDown = useComposerKeys({ place, area, suggestions, send: sender.send })
  const known = useKnown(channel, session.me, people, openHooks !== null)
  const focus = (): void => area.current?.focus({ preventScroll: true })
  // A channel may come late: whoever opened a menu meanwhile keeps it.
  useEffect(() => void (document.activeElement?.closest('[role="menu"]') ?? focus()), [])

  const handleInput = (): void => {
    noteChange()
    suggestions.current?.update()
  }
  const handlePaste = (event: ClipboardEvent): void => {
    const files = pastedFiles(event.clipboardData)
    const text = event.clipboardData.getData('text/plain')
    const over = files.length > 0 ? 0 : countOver(text, maxLength)
    if (files.length === 0 && over === 0) return void warnOfLeaks(key, text)
    event.preventDefault()
    if (over > 0) showNote(key, { kind: 'tooLong', text, over, pasted: true })
    else attachFiles(key, files)
  }
  const handleAttachText = (text: string): void => {
    if (!attachText(key, text)) return
    // What was written became the file; what was pasted is not in the field.
    if (area.current?.value === text) insertAll(area.current, '')
    closeNote(key)
  }
  return (
    <div ref={root} className="composer" data-region={place.threadRootId === null ? 'composer' : undefined}>
      <NoteBar placeKey={key} channel={channel} onSend={sender.send} onSendLeak={sender.sendLeak} onRotate={(hookId) => navigate(hookAddressesPath(hookId))} onAttachText={handleAttachText} onPasteAnyway={(text) => area.current && insertHere(area.current, text)} onDone={focus} />
      <Suggestions ref={suggestions} area={area} known={known} />
      <div className="composer__box" role="group" aria-label={t('composer:label')}>
        <FormatBar area={area} />
        <textarea
          ref={area}
          className="composer__text"
          rows={1}
          dir="auto"
          aria-label={placeholder}
          aria-autocomplete="list"
          placeholder={placeholder}
          onInput={handleInput}
          onKeyDown={handleKeyDown}
          onSelect={() => suggestions.current?.moved()}
          onBlur={() => suggestions.current?.close()}
          onPaste={handlePaste}
        />
        <FileChips placeKey={key} onDone={focus} />
        <ComposerFoot placeKey={key} area={area} sender={sender} maxLength={maxLength} note={note} />
      </div>
      <DropZone placeKey={key} inside={root} placeholder={placeholder} onDropped={focus} />
    </div>
  )
}

function insertAll(area: HTMLTextAreaElement, text: string): void {
  area.select()
  insertHere(area, text)
}

function useMaxLength(): number {
  const settings = useQuery({ queryKey: keys.settings, queryFn: () => rpc.settings.list() as Promise<readonly Setting[]> })
  const value = settings.data?.find((setting) => setting.key === 'messages.maxLength')?.value
  return typeof value === 'number' ? value : settingDefaults['messages.maxLength']
}

function useKnown(channel: Channel, me: Person, people: readonly Person[], mayManageHooks: boolean) {
  const channels = useChannels().data
  return useMemo(
    () => ({ channel, me, people, channels: channels ?? [], commands: listCommands({ channel, me, openHooks: mayManageHooks ? () => undefined : null }) }),
    [channel, me, people, channels, mayManageHooks],
  )
}
