/** Under the message that opened a case: whether it is still open and how often it was updated. Leads to the cases of the channel. */
import './case.css'
import { Briefcase } from 'lucide-react'
import type { CaseState, Message } from '#shared/contract/message.ts'
import { openPanel } from '#renderer/lib/screen/panel.ts'
import { t } from '#renderer/text/i18n.ts'
import { CasePill } from './case-pill.tsx'

export function CaseChip({ message, state }: { message: Message; state: CaseState }) {
  const updates = message.caseUpdates ?? 0
  return (
    <button type="button" className="case-chip" title={t('cases:showAll')} onClick={() => openPanel({ kind: 'cases', channelId: message.channelId })}>
      <Briefcase className="icon icon--14" />
      {t('cases:case')} <CasePill state={state} />
      {updates > 0 && <span className="faint">{t('cases:updates', { count: updates })}</span>}
    </button>
  )
}
