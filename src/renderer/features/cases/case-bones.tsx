/** Where cases will stand: shown after 150 ms only, in their final geometry. */
import { t } from '#renderer/text/i18n.ts'
import { Skeleton } from '#renderer/ui/skeleton.tsx'

const widths = ['74%', '58%', '66%'] as const

export function CaseBones() {
  return (
    <div className="cases" role="status" aria-busy="true" aria-label={t('cases:loading')}>
      {widths.map((width) => (
        <div key={width} className="case">
          <div className="case__in">
            <Skeleton width={width} />
            <Skeleton width="120px" />
            <Skeleton width="180px" />
          </div>
        </div>
      ))}
    </div>
  )
}
