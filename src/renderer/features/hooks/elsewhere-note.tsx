/** Says over the page of a webhook that it lives on another device, what only that one knows, and what can be done here. */
import { Monitor } from 'lucide-react'
import { t } from '#renderer/text/i18n.ts'
import { PageNote } from './page-note.tsx'
import type { Elsewhere } from './use-elsewhere.ts'

export function ElsewhereNote({ kind, elsewhere }: { kind: 'incoming' | 'outgoing'; elsewhere: Elsewhere }) {
  if (elsewhere === null) return null
  const { name: device, online, removedAt } = elsewhere
  if (removedAt !== null) return <PageNote icon={Monitor} overTabs title={t('delivery:elsewhere.removedTitle', { device })} text={t(`delivery:elsewhere.${kind}Removed`)} />
  const isOff = online === false ? ` ${t('delivery:elsewhere.offline')}` : ''
  return <PageNote icon={Monitor} plain overTabs title={t(`delivery:elsewhere.${kind}Title`, { device })} text={`${t(`delivery:elsewhere.${kind}`)}${isOff}`} />
}
