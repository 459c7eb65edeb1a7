/** The sign of a webhook: BOT and the badge that opens where a message came from. Drawn by the app, out of any sender's reach. */
import { Popover } from '@base-ui/react/popover'
import { LockOpen } from 'lucide-react'
import type { Message } from '#shared/contract/message.ts'
import { formatAbsolute } from '#renderer/lib/format-time.ts'

export const NOT_ENCRYPTED = 'Webhook · not E2EE'

export function HookSign({ message }: { message: Message }) {
  return (
    <span className="sign">
      <span className="sign__bot">BOT</span>
      <Popover.Root>
        <Popover.Trigger className="sign__hook" aria-label="Webhook, not end-to-end encrypted. Show where this came from">
          {NOT_ENCRYPTED}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className="popcard-place" align="start" sideOffset={6}>
            <Popover.Popup className="popcard">
              <Popover.Title className="popcard__sign">
                <LockOpen className="icon" />
                Not end-to-end encrypted
              </Popover.Title>
              <Provenance message={message} />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </span>
  )
}

/** Only what is on record; signature and sender's address join when they are recorded with the message. */
function Provenance({ message }: { message: Message }) {
  return (
    <dl className="popcard__facts">
      <dt>Webhook</dt>
      <dd>
        <bdi>{message.hookName ?? 'Deleted since'}</bdi>
      </dd>
      <dt>Posted as</dt>
      <dd>
        <bdi>{message.username}</bdi>
      </dd>
      <dt>On behalf of</dt>
      <dd>
        <bdi>@{message.author}</bdi>
      </dd>
      <dt>Posted</dt>
      <dd>
        <time dateTime={new Date(message.createdAt).toISOString()}>{formatAbsolute(message.createdAt)}</time>
      </dd>
    </dl>
  )
}
