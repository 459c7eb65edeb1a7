/** Under a message that is not sent: that it waits, or why it failed and what can be done. */
import { useQueryClient } from '@tanstack/react-query'
import { Clock, TriangleAlert } from 'lucide-react'
import { useLate } from '#renderer/lib/use-late.ts'
import { dropMessage, retryMessage, type Unsent } from './outbox.ts'

/** Most messages are sent sooner; a note for them would only move the list. */
const SHOWN_AFTER_MS = 500

export function UnsentNote({ entry, onEdit }: { entry: Unsent; onEdit: (text: string) => void }) {
  const cache = useQueryClient()
  const late = useLate(entry.problem === null, SHOWN_AFTER_MS)
  if (entry.problem === null)
    return late ? (
      <span className="waiting">
        <Clock className="icon icon--12" />
        Waiting to send
      </span>
    ) : null
  const handleEdit = (): void => {
    dropMessage(entry.id)
    onEdit(entry.text)
  }
  return (
    <span className="failed" role="alert">
      <TriangleAlert className="icon icon--14" />
      Not sent: {entry.problem}
      <button type="button" onClick={() => retryMessage(cache, entry)}>
        Retry
      </button>
      <button type="button" onClick={handleEdit}>
        Edit
      </button>
    </span>
  )
}
