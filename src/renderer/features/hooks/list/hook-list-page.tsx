/** The page of all incoming webhooks. */
import { Trans } from 'react-i18next'
import type { Hook } from '#shared/contract/hook.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { t } from '#renderer/text/i18n.ts'
import { formatShare } from '../format-request.ts'
import { isFull, LimitNote } from '../limit-note.tsx'
import { AddLink, ListPage } from '../list-page.tsx'
import { LiveCounts } from '../live-counts.tsx'
import { newHookPath } from '../paths.ts'
import { useHookRoom, useHooks } from '../queries.ts'
import { HookListSkeleton } from './hook-list-skeleton.tsx'
import { HookList } from './hook-list.tsx'

export interface HookListPageProps {
  /** The channel whose webhooks are looked for first. */
  channel?: string | undefined
  session: Session
}

export function HookListPage({ channel = '', session }: HookListPageProps) {
  const hooks = useHooks()
  const room = useHookRoom().data
  return (
    <>
      <LiveCounts />
      <ListPage
        title={t('hooks:title')}
        lead={t('hooks:lead')}
        query={hooks}
        add={<AddLink href={newHookPath()} label={t('hooks:add')} />}
        notes={isFull(room) && hooks.data !== undefined && <LimitNote room={room} session={session} />}
        bones={<HookListSkeleton />}
        notLoaded={t('hooks:hooksNotLoaded')}
        none={{ icon: HookIcon, title: t('hooks:none'), text: t('hooks:noneText') }}
      >
        {(list) => (
          <>
            <Facts hooks={list} />
            <HookList key={channel} hooks={list} room={room} searchFirst={channel} />
          </>
        )}
      </ListPage>
    </>
  )
}

/** In a sentence, not in tiles; nothing at all before the first request. */
function Facts({ hooks }: { hooks: readonly Hook[] }) {
  const requests = hooks.reduce((sum, hook) => sum + hook.requests, 0)
  const refused = hooks.reduce((sum, hook) => sum + hook.refused, 0)
  if (requests === 0) return null
  return (
    <div className="facts">
      <span>
        <Trans ns="hooks" i18nKey="onRecord" count={requests} />
      </span>
      <span>
        <Trans ns="hooks" i18nKey="accepted" values={{ share: formatShare(requests - refused, requests) }} />
      </span>
      {refused > 0 && (
        <span>
          <Trans ns="hooks" i18nKey="refusedCount" values={{ total: refused }} />
        </span>
      )}
    </div>
  )
}
