/** Stands where requests or deliveries are about to be listed. */
import { Skeleton } from '#renderer/ui/skeleton.tsx'

/** `label` says what is loading. */
export function RowBones({ label }: { label: string }) {
  return (
    <div className="split__list split__list--loading" aria-busy="true" aria-label={label}>
      {['70%', '55%', '80%'].map((width) => (
        <div className="req" key={width}>
          <Skeleton width="38px" height="20px" />
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  )
}
