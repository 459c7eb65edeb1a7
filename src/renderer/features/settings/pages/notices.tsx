/** The notices of everything that Hookline is made with, as the packages carry them: part of the window, so that they are there in the desktop, in a browser and offline. */
import { useEffect, useState } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'

export function Notices() {
  const [open, setOpen] = useState(false)
  return (
    <div className="notices__row">
      <Button size="small" onClick={() => setOpen(true)}>
        {t('settings:about.notices.show')}
      </Button>
      {open && <NoticesDialog onClose={() => setOpen(false)} />}
    </div>
  )
}

type Text = { readonly state: 'loading' | 'failed' } | { readonly state: 'read'; readonly text: string }

function NoticesDialog({ onClose }: { onClose: () => void }) {
  const text = useNotices()
  return (
    <Dialog open onClose={onClose} title={t('settings:about.notices.title')} text={t('settings:about.notices.lead')}>
      <div className="dialog__body">
        {text.state === 'loading' && (
          <div aria-busy="true" aria-label={t('settings:about.notices.loading')}>
            <Skeleton width="70%" />
          </div>
        )}
        {text.state === 'failed' && <p role="alert">{t('settings:about.notices.failed')}</p>}
        {text.state === 'read' && (
          <pre className="notices" lang="en" dir="ltr" role="group" tabIndex={0} aria-label={t('settings:about.notices.title')}>
            {text.text}
          </pre>
        )}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogButtons>
    </Dialog>
  )
}

/** Two hundred thousand characters that hardly anybody reads: loaded when asked for. */
function useNotices(): Text {
  const [text, setText] = useState<Text>({ state: 'loading' })
  useEffect(() => {
    let isHere = true
    const put = (next: Text): void => void (isHere && setText(next))
    import('../../../../../THIRD-PARTY.md?raw').then(({ default: read }) => put({ state: 'read', text: read }), () => put({ state: 'failed' }))
    return () => void (isHere = false)
  }, [])
  return text
}
