/** The emoji picker beside the row that asked for it; focus goes back to the row. */
import '../emoji-picker/emoji-picker.css'
import { Popover } from '@base-ui/react/popover'
import { t } from '#renderer/text/i18n.ts'
import { focusBack } from '#renderer/ui/focus-back.ts'
import { EmojiPicker } from '../emoji-picker/emoji-picker.tsx'

export interface ReactionPickerProps {
  /** The button that opened it. */
  anchor: HTMLElement
  returnTo: () => HTMLElement | null
  onPick: (emoji: string) => void
  onClose: () => void
}

export function ReactionPicker({ anchor, returnTo, onPick, onClose }: ReactionPickerProps) {
  const handlePick = (emoji: string): void => {
    onClose()
    onPick(emoji)
  }
  // A second press of the button closes it there.
  const isOnAnchor = (target: EventTarget | null): boolean => target instanceof Node && anchor.contains(target)
  return (
    <Popover.Root open onOpenChange={(open, { event, reason }) => !open && !(reason === 'outside-press' && isOnAnchor(event.target)) && onClose()}>
      <Popover.Portal>
        <Popover.Positioner className="emojis-place" anchor={anchor} side="bottom" align="end" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className="emojis-popup" aria-label={t('message:action.react')} initialFocus={false} finalFocus={() => focusBack(returnTo())}>
            <EmojiPicker onPick={handlePick} onClose={onClose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
