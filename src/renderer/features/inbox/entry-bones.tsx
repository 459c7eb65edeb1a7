/** Where entries will stand: shown after 150 ms only, in their final geometry. */
import { t } from '#renderer/text/i18n.ts'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { MessageBones } from '#renderer/widgets/message/message-bones.tsx'

const widths = [
  ['120px', '64%'],
  ['90px', '48%'],
  ['140px', '56%'],
] as const

export function EntryBones() {
  return (
    <div className="entries" role="group" aria-busy="true" aria-label={t('inbox:loading')}>
      {widths.map(([name, text]) => (
        <div key={name} className="entry">
          <div className="entry__head">
            <Skeleton width="160px" />
          </div>
          <MessageBones name={name} lines={[text]} />
        </div>
      ))}
    </div>
  )
}
