/** The HTTP status that the sender was told. */
import './page.css'
import type { Tone } from '#renderer/ui/pill.tsx'

export function StatusChip({ status, tone }: { status: number; tone: Tone }) {
  return <span className={tone === 'none' ? 'status' : `status status--${tone}`}>{status}</span>
}
