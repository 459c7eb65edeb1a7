/** Says that nothing is sent because the settings switch all outgoing webhooks off. */
import { CircleSlash } from 'lucide-react'
import type { Session } from '#shared/contract/rpc/session.ts'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { t } from '#renderer/text/i18n.ts'
import { PageNote } from '../page-note.tsx'
import { useOutgoingEnabled } from './queries.ts'

export function OutgoingOffNote({ session: { may } }: { session: Session }) {
  if (useOutgoingEnabled()) return null
  return (
    <PageNote icon={CircleSlash} title={t('outgoing:off.title')} text={may.changeSettings ? t('outgoing:off.text') : t('outgoing:off.askAdmin')}>
      {may.changeSettings && (
        <ButtonLink href={settingsPath('integrations')} size="small">
          {t('outgoing:off.open')}
        </ButtonLink>
      )}
    </PageNote>
  )
}
