/** The sidebar of the integrations pages: the way back, then one row for each kind that exists. */
import { ArrowDownLeft, ArrowLeft } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { formatCount } from '#renderer/lib/format-time.ts'
import { NavRow } from '#renderer/ui/nav-row.tsx'
import { t } from '#renderer/text/i18n.ts'
import { hooksPath } from './paths.ts'
import { useHooks } from './queries.ts'

export function IntegrationsNav({ backHref }: { backHref: string }) {
  const [path] = useLocation()
  const hooks = useHooks()
  return (
    <>
      <div className="workspace">
        <Link href={backHref} className="iconbtn" aria-label={t('hooks:backToChannel')} title={t('hooks:backToChannel')}>
          <ArrowLeft className="icon" />
        </Link>
        <h2 className="workspace__name">{t('hooks:integrations')}</h2>
      </div>
      <div className="nav">
        <NavRow
          href={hooksPath}
          icon={<ArrowDownLeft className="icon" />}
          label={t('hooks:title')}
          current={path.startsWith(hooksPath)}
          end={hooks.data && <span className="count">{formatCount(hooks.data.length)}</span>}
        />
      </div>
    </>
  )
}
