/** The last line of an attachment: what the sender says about where it is from, and when that was. */
import type { Attachment } from '#shared/contract/message.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useToday } from '#renderer/lib/look/use-today.ts'
import { LineText } from '../message-body/line-text.tsx'
import { Picture } from '../picture/picture.tsx'
import { cutFooter } from './cut-footer.ts'
import { stampMs } from './stamp-ms.ts'

/** An icon needs words beside it. */
export function AttachmentFoot({ id, attachment: { footer, footer_icon, ts } }: { id: string; attachment: Attachment }) {
  const at = ts === undefined || ts === '' ? null : stampMs(ts)
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

function Stamp({ at, raw }: { at: number; raw: string }) {
  const today = useToday()
  if (!Number.isFinite(at)) return <bdi>{raw}</bdi>
  return (
    <time dateTime={new Date(at).toISOString()} title={formatAbsolute(at)}>
      {formatMoment(at, today)}
    </time>
  )
}
