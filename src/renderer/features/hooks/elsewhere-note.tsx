/** Says over the page of a webhook that it lives on another device, what only that one knows, and what can be done here. */
import './limit-note.css'
import { Monitor } from 'lucide-react'
import { t } from '#renderer/text/i18n.ts'
import type { Elsewhere } from './use-elsewhere.ts'

export function ElsewhereNote({ kind, elsewhere }: { kind: 'incoming' | 'outgoing'; elsewhere: Elsewhere }) {
  if (elsewhere === null) return null
  const { name: device, online, removedAt } = elsewhere
  return (
    <div className={removedAt === null ? 'limitnote limitnote--plain limitnote--tabs' : 'limitnote limitnote--tabs'} role="status">
      <Monitor className="icon" />
      <p className="grow">
        {removedAt === null ? (
          <>
            <b>{t(`delivery:elsewhere.${kind}Title`, { device })}</b> {t(`delivery:elsewhere.${kind}`)}
            {online === false && ` ${t('delivery:elsewhere.offline')}`}
          </>
        ) : (
          <>
            <b>{t('delivery:elsewhere.removedTitle', { device })}</b> {t(`delivery:elsewhere.${kind}Removed`)}
          </>
        )}
      </p>
    </div>
  )
}
