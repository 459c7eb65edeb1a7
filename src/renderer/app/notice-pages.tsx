/** Pages that stand alone when the app cannot: refused, broken, starting. */
import type { ReactNode } from 'react'
import type { FallbackProps } from 'react-error-boundary'
import { Trans } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'
import { Logo } from '#renderer/ui/logo.tsx'
import { t } from '#renderer/text/i18n.ts'

export function NoticePage({ title, text, children }: { title: string; text: ReactNode; children?: ReactNode }) {
  return (
    <main className="notice">
      <Logo size="large" />
      <h1 className="notice__title">{title}</h1>
      <p className="notice__text">{text}</p>
      {children !== undefined && <div className="notice__row">{children}</div>}
    </main>
  )
}

export function RefusedPage() {
  return (
    <NoticePage
      title={t('app:refused')}
      text={<Trans ns="app" i18nKey="refusedText" />}
    />
  )
}

export function BrokenPage({ error, resetErrorBoundary }: FallbackProps) {
  return (
    <NoticePage title={t('app:broken')} text={t('app:brokenText')}>
      <pre className="notice__detail">{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</pre>
      <Button kind="primary" onClick={resetErrorBoundary}>
        {t('app:showAgain')}
      </Button>
      <Button onClick={() => location.reload()}>{t('app:reload')}</Button>
    </NoticePage>
  )
}
