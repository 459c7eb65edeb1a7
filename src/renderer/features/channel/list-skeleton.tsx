/** Where messages will stand: shown after 150 ms only, in their final geometry. */
import { t } from '#renderer/text/i18n.ts'
import { Skeleton } from '#renderer/ui/skeleton.tsx'

const widths = [
  ['110px', '62%'],
  ['90px', '44%'],
  ['130px', '53%'],
  ['100px', '38%'],
] as const

export function ListSkeleton() {
  return (
    <div className="list list--bones" aria-busy="true" aria-label={t('channel:loading')}>
      {widths.map(([name, text]) => (
        <div key={name} className="msg">
          <Skeleton shape="round" width="36px" height="36px" />
          <div className="list__bones">
            <Skeleton width={name} />
            <Skeleton width={text} />
          </div>
        </div>
      ))}
    </div>
  )
}
