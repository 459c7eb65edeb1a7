/** The last line of an attachment: what the sender says about where it is from, and when that was. */
import type { Attachment } from '#shared/contract/message.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useToday } from '#renderer/lib/look/use-today.ts'
import { LineText } from '../message-body/line-text.tsx'
import { Picture } from '../picture/picture.tsx'
import { cutFooter } from './cut-footer.ts'

/** An icon needs words beside it. */
export function AttachmentFoot({ id, attachment: { footer, footer_icon, ts } }: { id: string; attachment: Attachment }) {
  const at = ts === undefined || ts === '' ? null : Number(ts) * 1000
  if (!footer && at === null) return null
  return (
    <div className="attach__foot">
      {footer && footer_icon && <Picture url={footer_icon} alt="" kind="icon" />}
      {footer && (
        <bdi className="attach__footer">
          <LineText id={id} text={cutFooter(footer)} kind="links and addresses" />
        </bdi>
      )}
      {footer && at !== null && <span aria-hidden="true">·</span>}
      {at !== null && <Stamp at={at} raw={String(ts)} />}
    </div>
  )
}

/** Largest time that a Date can hold. */
const LAST_MS = 8.64e15

function Stamp({ at, raw }: { at: number; raw: string }) {
  const today = useToday()
  if (!(Math.abs(at) <= LAST_MS)) return <bdi>{raw}</bdi>
  return (
    <time dateTime={new Date(at).toISOString()} title={formatAbsolute(at)}>
      {formatMoment(at, today)}
    </time>
  )
}
