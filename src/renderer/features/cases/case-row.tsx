/** One case in the list: what it is about, under which id it was reported, by whom, and how it stands. Opens its thread. */
import { useQueryClient } from '@tanstack/react-query'
import type { Case } from '#shared/contract/case.ts'
import { formatAbsolute, formatAgo } from '#renderer/lib/format/format-time.ts'
import { openPanel } from '#renderer/lib/screen/panel.ts'
import { usePersonName } from '#renderer/lib/data/use-person.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CasePill } from '#renderer/widgets/case/case-pill.tsx'
import { changeCase } from '#renderer/widgets/case/change-case.ts'
import { BotTag } from '#renderer/widgets/message/hook-sign.tsx'
import { EmojiText } from '#renderer/widgets/message-body/line-text.tsx'
import { caseTitle } from './case-title.ts'

export interface CaseRowProps {
  found: Case
  now: number
  mayChange: boolean
  /** It is about to leave the list. */
  onLeave: () => void
}

export function CaseRow({ found, now, mayChange, onLeave }: CaseRowProps) {
  const cache = useQueryClient()
  const { message, state, externalId } = found
  const title = message.deletedAt === null ? caseTitle(message) : t('message:deleted')
  const isOpen = state === 'open'
  const handleChange = (): void => {
    onLeave()
    void changeCase(cache, message, isOpen ? 'closed' : 'open')
  }
  return (
    <li className="case">
      <div className="case__in">
        <button type="button" className="case__open" onClick={() => openPanel({ kind: 'thread', channelId: found.channelId, rootId: found.id })}>
          <bdi className="case__title">
            <EmojiText text={title === '' ? t('cases:untitled') : title} />
          </bdi>
        </button>
        <div className="case__line">
          <CasePill state={state} />
          <code className="case__id clip" title={t('cases:reportedAs', { id: externalId })}>
            {externalId}
          </code>
        </div>
        <Facts found={found} now={now} />
      </div>
      {mayChange && (
        <Button size="small" className="case__deed" onClick={handleChange}>
          {isOpen ? t('cases:close') : t('cases:reopen')}
          <span className="only-spoken"> {title}</span>
        </Button>
      )}
    </li>
  )
}

function Facts({ found: { message, updates, changedAt, closedBy }, now }: { found: Case; now: number }) {
  const closer = usePersonName(closedBy ?? '')
  return (
    <div className="case__line case__facts">
      <bdi className="clip">{message.hookName ?? message.username}</bdi>
      <BotTag />
      {updates > 0 && <span className="case__fact">{t('cases:updates', { count: updates })}</span>}
      <time className="case__fact" dateTime={new Date(changedAt).toISOString()} title={formatAbsolute(changedAt)}>
        {formatAgo(changedAt, now)}
      </time>
      {closedBy !== null && <span className="case__fact clip">{t('cases:closedBy', { name: closer ?? closedBy })}</span>}
    </div>
  )
}
