/** The way back to the list, above a page's title. */
import './page.css'
import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import { t } from '#renderer/text/i18n.ts'
import { hooksPath, outgoingPath } from './paths.ts'

export function HooksCrumb({ kind, here }: { kind: 'incoming' | 'outgoing'; here?: string }) {
  return (
    <nav className="crumb" aria-label={t('hooks:whereYouAre')}>
      {kind === 'incoming' ? <Link href={hooksPath}>{t('hooks:title')}</Link> : <Link href={outgoingPath}>{t('outgoing:title')}</Link>}
      {here !== undefined && (
        <>
          <ChevronRight className="icon icon--12" />
          <bdi className="clip">{here}</bdi>
        </>
      )}
    </nav>
  )
}
