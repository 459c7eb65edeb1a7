/** Where results will stand, in their final geometry. */
import { t } from '#renderer/text/i18n.ts'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { MessageBones } from '#renderer/widgets/message/message-bones.tsx'

const widths = ['62%', '44%', '54%'] as const

export function ResultBones() {
  return (
    <div className="found" aria-busy="true" aria-label={t('search:searching')}>
      {widths.map((width) => (
        <div key={width} className="hit">
          <div className="hit__head">
            <Skeleton width="160px" />
          </div>
          <MessageBones name="120px" lines={[width]} />
        </div>
      ))}
    </div>
  )
}
