/** The list while it loads: four rows in their final geometry. */
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { t } from '#renderer/text/i18n.ts'

export function HookListSkeleton() {
  return (
    <div aria-busy="true" aria-label={t('hooks:loadingHooks')}>
      <div className="toolbar">
        <Skeleton width="280px" height="32px" shape="square" />
      </div>
      <table className="grid" aria-hidden="true">
        <tbody>
          {['90px', '120px', '70px', '110px'].map((width) => (
            <tr key={width}>
              <td className="grid__name">
                <div className="who">
                  <Skeleton width="32px" height="32px" shape="square" />
                  <Skeleton width={width} />
                </div>
              </td>
              <td>
                <Skeleton width="100px" />
              </td>
              <td className="hide-narrow">
                <Skeleton width="80px" />
              </td>
              <td>
                <Skeleton width="60px" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
