/** Brings the row that is being edited into view, for instance after ↑ in the composer. */
import { useEffect, useRef } from 'react'
import { useEditing } from '#renderer/lib/writing/editing.ts'
import type { Row } from './rows.ts'

export function useEditingInSight(rows: readonly Row[], toIndex: (index: number, align: 'auto') => void): void {
  const open = useEditing((state) => state.open)
  const latest = useRef(rows)
  useEffect(() => void (latest.current = rows))
  useEffect(() => {
    if (open?.place !== 'channel') return
    const index = latest.current.findIndex(({ message }) => message.id === open.messageId)
    if (index !== -1) toIndex(index, 'auto')
  }, [open, toIndex])
}
