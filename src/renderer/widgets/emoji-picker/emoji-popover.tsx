/** A button that opens the emoji picker above the page; focus goes to its search and comes back to the button. */
import { Popover } from '@base-ui/react/popover'
import { useState, type ReactElement, type RefObject } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { EmojiPicker } from './emoji-picker.tsx'

export interface EmojiPopoverProps {
  /** An `IconButton`. */
  trigger: ReactElement
  onPick: (emoji: string) => void
  side?: 'top' | 'bottom'
  /** Where the focus goes when it closes; the button when left out. */
  finalFocus?: RefObject<HTMLElement | null>
}

export function EmojiPopover({ trigger, onPick, side = 'top', finalFocus }: EmojiPopoverProps) {
  const [open, setOpen] = useState(false)
  const handlePick = (emoji: string): void => {
    setOpen(false)
    onPick(emoji)
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="emojis-place" side={side} align="start" sideOffset={6} collisionPadding={8} collisionAvoidance={{ align: 'shift' }}>
          <Popover.Popup className="emojis-popup" aria-label={t('composer:emoji.title')} initialFocus={false} finalFocus={finalFocus ?? true}>
            <EmojiPicker onPick={handlePick} onClose={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
