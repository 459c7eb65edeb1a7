/** The way back to the list of outgoing webhooks, above a page's title. */
import '../page.css'
import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import { t } from '#renderer/text/i18n.ts'
import { outgoingPath } from '../paths.ts'

export function OutgoingCrumb({ here }: { here?: string }) {
  return (
    <nav className="crumb" aria-label={t('hooks:whereYouAre')}>
      <Link href={outgoingPath}>{t('outgoing:title')}</Link>
      {here !== undefined && (
        <>
          <ChevronRight className="icon icon--12" />
          <bdi className="clip">{here}</bdi>
        </>
      )}
    </nav>
  )
}
