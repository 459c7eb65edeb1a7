/** The sign of a webhook: BOT and the badge that opens where a message came from. Drawn by the app, out of any sender's reach. */
import { Popover } from '@base-ui/react/popover'
import { LockOpen } from 'lucide-react'
import { useState } from 'react'
import type { Message } from '#shared/contract/message.ts'
import { t } from '#renderer/text/i18n.ts'
import { Provenance } from './provenance.tsx'

/** The same in every language: a sign that changes its words is none. */
export const NOT_ENCRYPTED = 'Webhook · not E2EE'

export const BotTag = () => <span className="sign__bot">BOT</span>

export function HookSign({ message }: { message: Message }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <span className="sign">
      <BotTag />
      <button
        type="button"
        className="sign__hook"
        aria-label={t('message:sign.label')}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
      >
        {NOT_ENCRYPTED}
      </button>
      {anchor !== null && <ProvenanceCard message={message} anchor={anchor} onClose={() => setAnchor(null)} />}
    </span>
  )
}

/** Made when it is asked for: a list of hooks' posts would otherwise hold a popover per row. */
function ProvenanceCard({ message, anchor, onClose }: { message: Message; anchor: HTMLElement; onClose: () => void }) {
  const isOnAnchor = (target: EventTarget | null): boolean => target instanceof Node && anchor.contains(target)
  return (
    <Popover.Root open onOpenChange={(open, { event, reason }) => !open && !(reason === 'outside-press' && isOnAnchor(event.target)) && onClose()}>
      <Popover.Portal>
        <Popover.Positioner className="popcard-place" anchor={anchor} align="start" sideOffset={6}>
          <Popover.Popup className="popcard" finalFocus={() => (anchor.isConnected ? anchor : true)}>
            <Popover.Title className="popcard__sign">
              <LockOpen className="icon" />
              {t('message:sign.title')}
            </Popover.Title>
            <Provenance message={message} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
