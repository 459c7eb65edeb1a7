/** A modal dialog: focus goes in, Esc closes, focus returns to what opened it; while what it asked for is under way it stays. */
import './dialog.css'
import { Dialog as Base } from '@base-ui/react/dialog'
import { createContext, useCallback, useContext, useLayoutEffect, useRef, type ReactNode } from 'react'
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

const Hold = createContext<(busy: boolean) => void>(() => undefined)

/** What is under way is done, whatever one presses: its answer can hold what is shown this once, and must not close the next dialog. */
function useHoldOpen(busy: boolean): void {
  const hold = useContext(Hold)
  // Before it is painted: whoever sees it busy cannot close it.
  useLayoutEffect(() => {
    hold(busy)
    return () => hold(false)
  }, [hold, busy])
}

export function Dialog({ open, onClose, title, text, children, once = false, returnTo }: DialogProps) {
  const isHeld = useRef(false)
  const hold = useCallback((busy: boolean): void => void (isHeld.current = busy), [])
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && !isHeld.current && onClose()} disablePointerDismissal={once}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="dialog-place">
          <Base.Popup className="dialog" finalFocus={returnTo && (() => focusBack(returnTo()))}>
            <Base.Title className="dialog__title">{title}</Base.Title>
            {text !== undefined && <Base.Description className="dialog__text">{text}</Base.Description>}
            <Hold value={hold}>{children}</Hold>
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

export interface DialogButtonsProps {
  children: ReactNode
  /** The deed is under way: nothing closes the dialog until it is known how it went. Cancel is to be disabled then. */
  busy?: boolean
}

/** The buttons at a dialog's foot: Cancel first, the deed last. */
export function DialogButtons({ children, busy = false }: DialogButtonsProps) {
  useHoldOpen(busy)
  return <div className="dialog__row">{children}</div>
}
