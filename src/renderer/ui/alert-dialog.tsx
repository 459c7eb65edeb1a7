/** Asks before something is lost: names the thing and the effect; focus starts on Cancel. */
import './dialog.css'
import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { useRef, type ReactNode } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from './button.tsx'
import { focusBack } from './focus-back.ts'

export interface AlertDialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** What happens then, in numbers where there are some. */
  effect: ReactNode
  confirmLabel: string
  onConfirm: () => void
  /** What was confirmed is under way, and cannot be called off. */
  busy?: boolean
  /** Why it did not work, after a try that failed. */
  problem?: string | undefined
  /** What gets the focus afterwards; whatever had it before when left out or gone. */
  returnTo?: (() => HTMLElement | null) | undefined
}

export function AlertDialog({ open, onClose, title, effect, confirmLabel, onConfirm, busy = false, problem, returnTo }: AlertDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && !busy && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="dialog-place">
          <Base.Popup className="dialog dialog--alert" initialFocus={cancel} finalFocus={returnTo && (() => focusBack(returnTo()))}>
            <Base.Title className="dialog__title">{title}</Base.Title>
            <Base.Description className="dialog__text">{effect}</Base.Description>
            {problem !== undefined && (
              <p className="dialog__problem" role="alert">
                {problem}
              </p>
            )}
            <div className="dialog__row">
              <Button ref={cancel} disabled={busy} onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button kind="danger" busy={busy} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
