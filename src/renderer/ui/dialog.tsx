/** A modal dialog: focus goes in, Esc closes, focus returns to what opened it. */
import './dialog.css'
import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from './button.tsx'
import { focusBack } from './focus-back.ts'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** One sentence under the title. */
  text?: ReactNode
  children: ReactNode
  /** What is in it is shown only once: Done closes it, a click beside it does not. */
  once?: boolean
  /** What gets the focus afterwards; whatever had it before when left out or gone. */
  returnTo?: (() => HTMLElement | null) | undefined
}

export function Dialog({ open, onClose, title, text, children, once = false, returnTo }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal={once}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="dialog-place">
          <Base.Popup className="dialog" finalFocus={returnTo && (() => focusBack(returnTo()))}>
            <Base.Title className="dialog__title">{title}</Base.Title>
            {text !== undefined && <Base.Description className="dialog__text">{text}</Base.Description>}
            {children}
            {once && (
              <DialogButtons>
                <Button onClick={onClose}>{t('common:done')}</Button>
              </DialogButtons>
            )}
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
