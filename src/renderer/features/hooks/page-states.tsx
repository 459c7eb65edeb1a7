/** What stands where the page of one webhook would be, while it loads and when there is none. */
import '#renderer/ui/page.css'
import { ArrowUpRight } from 'lucide-react'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { t } from '#renderer/text/i18n.ts'
import { hooksPath, outgoingPath } from './paths.ts'

export function HeaderBones() {
  return (
    <div className="page__head" aria-busy="true" aria-label={t('hooks:loadingHook')}>
      <Skeleton width="32px" height="32px" shape="square" />
      <Skeleton width="160px" />
    </div>
  )
}

export function NotFound({ kind }: { kind: 'incoming' | 'outgoing' }) {
  const isIncoming = kind === 'incoming'
  return (
    <div className="centre">
      <Empty icon={isIncoming ? HookIcon : ArrowUpRight} title={t('hooks:gone')} text={isIncoming ? t('hooks:goneText') : t('outgoing:goneText')}>
        <ButtonLink size="small" href={isIncoming ? hooksPath : outgoingPath}>
          {isIncoming ? t('hooks:allHooks') : t('outgoing:all')}
        </ButtonLink>
      </Empty>
    </div>
  )
}
