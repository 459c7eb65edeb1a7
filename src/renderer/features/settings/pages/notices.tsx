/** The notices of everything that Hookline is made with, as the packages carry them: part of the window, so that they are there in the desktop, in a browser and offline. */
import { useEffect, useState } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { readNotices, type Notices as Texts } from './read-notices.ts'

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

type Read = { readonly state: 'loading' | 'failed' } | { readonly state: 'read'; readonly notices: Texts }

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
        {text.state === 'read' && <Text notices={text.notices} />}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogButtons>
    </Dialog>
  )
}

function Text({ notices: { packages, notices } }: { notices: Texts }) {
  return (
    <div className="notices" role="group" tabIndex={0} aria-label={t('settings:about.notices.title')}>
      <table className="notices__list">
        <thead>
          <tr>
            <th>{t('settings:about.notices.package')}</th>
            <th>{t('settings:about.notices.version')}</th>
            <th>{t('settings:about.notices.licence')}</th>
          </tr>
        </thead>
        <tbody dir="ltr">
          {packages.map(([name, version, licence]) => (
            <tr key={`${name} ${version}`}>
              <td>{name}</td>
              <td className="num">{version}</td>
              <td>{licence}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {notices.map(({ of, text }) => (
        <section key={of} lang="en" dir="ltr">
          <h3>{of}</h3>
          <pre>{text}</pre>
        </section>
      ))}
    </div>
  )
}

/** Two hundred thousand characters that hardly anybody reads: loaded when asked for. */
function useNotices(): Read {
  const [text, setText] = useState<Read>({ state: 'loading' })
  useEffect(() => {
    let isHere = true
    const put = (next: Read): void => void (isHere && setText(next))
    import('../../../../../THIRD-PARTY.md?raw').then(({ default: read }) => put({ state: 'read', notices: readNotices(read) }), () => put({ state: 'failed' }))
    return () => void (isHere = false)
  }, [])
  return text
}
