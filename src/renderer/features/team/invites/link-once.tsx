/** An invite link, shown this once: whole, beside Copy, and as a picture for another device's camera. */
import { Clock, KeyRound } from 'lucide-react'
import { useRef } from 'react'
import { useTeam } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { QrPicture } from '#renderer/ui/qr-picture.tsx'

export interface LinkOnceProps {
  title: string
  text: string
  link: string
  qr: readonly (readonly boolean[])[]
  onClose: () => void
}

export function LinkOnce({ title, text, link, qr, onClose }: LinkOnceProps) {
  const code = useRef<HTMLElement>(null)
  const waiting = useTeam().data?.waiting ?? 0
  return (
    <Dialog open once onClose={onClose} title={title} text={text}>
      <div className="dialog__body">
        <div className="linkonce">
          <QrPicture modules={qr} label={t('team:invites.qr')} />
          <div className="linkonce__text">
            <code className="linkonce__link" ref={code} tabIndex={0}>
              {link}
            </code>
            <CopyButton kind="primary" label={t('team:invites.copy')} text={link} shownIn={code} />
            <p className="hint linkonce__note">
              <KeyRound className="icon icon--14" />
              {t('team:invites.onceNote')}
            </p>
            <div role="status">
              {waiting > 0 && (
                <p className="hint linkonce__note">
                  <Clock className="icon icon--14" />
                  {t('team:invites.notYet', { count: waiting })}
                </p>
              )}
            </div>
          </div>
        </div>
      </div>
    </Dialog>
  )
}
