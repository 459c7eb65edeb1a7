/** "NAME is ready": the frame of the page that shows, this once, what was made, and its numbered steps. */
import './ready-page.css'
import type { ReactNode } from 'react'
import { Trans } from 'react-i18next'
import { useLocation } from 'wouter'
import { Button } from '#renderer/ui/button.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { t } from '#renderer/text/i18n.ts'
import { HooksCrumb } from '../hooks-crumb.tsx'

export interface ReadyPageProps {
  kind: 'incoming' | 'outgoing'
  name: string
  lead: ReactNode
  /** Where one goes from here. */
  path: string
  children: ReactNode
}

export function ReadyPage({ kind, name, lead, path, children }: ReadyPageProps) {
  const [, navigate] = useLocation()
  return (
    <div className="page">
      <PageHead crumb={<HooksCrumb kind={kind} here={name} />} title={<Trans ns="hooks" i18nKey="ready" values={{ name }} />} lead={lead}>
        <Button onClick={() => navigate(path)}>{t('common:done')}</Button>
      </PageHead>
      <div className="page__in">{children}</div>
    </div>
  )
}

export function Step({ number, title, note, children }: { number: number; title: string; note?: string | undefined; children: ReactNode }) {
  return (
    <div className="section">
      <span className="stepno" aria-hidden="true">
        {number}
      </span>
      <div>
        <h2>
          {title}
          {note !== undefined && <small>{note}</small>}
        </h2>
        {children}
      </div>
    </div>
  )
}
