/** A modal dialog: focus goes in, Esc closes, focus returns to what opened it. */
import './dialog.css'
import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { focusBack } from './focus-back.ts'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** One sentence under the title. */
  text?: ReactNode
  children: ReactNode
  /** A click beside the dialog does not close it: for what is shown only once. */
  keepOpen?: boolean
  /** What gets the focus afterwards; whatever had it before when left out or gone. */
  returnTo?: (() => HTMLElement | null) | undefined
}

export function Dialog({ open, onClose, title, text, children, keepOpen = false, returnTo }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal={keepOpen}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="dialog-place">
          <Base.Popup className="dialog" finalFocus={returnTo && (() => focusBack(returnTo()))}>
            <Base.Title className="dialog__title">{title}</Base.Title>
            {text !== undefined && <Base.Description className="dialog__text">{text}</Base.Description>}
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

/** The buttons at a dialog's foot: Cancel first, the deed last. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="dialog__row">{children}</div>
}
