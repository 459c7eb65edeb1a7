/** What floats over the list's ends: the way to the first unread message, to the newest one, and to try a failed page again. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { UNREAD_LIMIT } from '#shared/contract/unread.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'

export interface EndNoteProps {
  hasFailed: boolean
  atEnd: boolean
  /** Of others, not read yet. */
  unread: number
  onRetry: () => void
  onNewest: () => void
}

export function EndNote({ hasFailed, atEnd, unread, onRetry, onNewest }: EndNoteProps) {
  if (hasFailed)
    return (
      <div className="list__note">
        <Button size="small" onClick={onRetry}>
          {t('channel:moreFailed')}
        </Button>
      </div>
    )
  if (atEnd) return null
  return (
    <div className="list__note">
      <Button size="small" className={unread > 0 ? 'list__news' : undefined} onClick={onNewest}>
        <ArrowDown className="icon icon--14" />
        {newsText(unread)}
      </Button>
    </div>
  )
}

function newsText(unread: number): string {
  if (unread === 0) return t('channel:newest')
  return unread >= UNREAD_LIMIT ? t('channel:newBelowMany', { count: UNREAD_LIMIT - 1 }) : t('channel:newBelow', { count: unread })
}

export function UnreadNote({ onJump }: { onJump: () => void }) {
  return (
    <div className="list__note list__note--top">
      <Button size="small" className="list__news" onClick={onJump}>
        <ArrowUp className="icon icon--14" />
        {t('channel:jumpToUnread')}
      </Button>
    </div>
  )
}
