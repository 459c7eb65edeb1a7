/** The webhooks of one channel, beside it: listed, switched, deleted, and added with their URL shown once. */
import '../page.css'
import '../create/secret-once.css'
import './channel-hooks.css'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { t } from '#renderer/text/i18n.ts'
import { DeleteHookDialog } from '../delete-hook-dialog.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { hooksPath } from '../paths.ts'
import { LiveCounts } from '../live-counts.tsx'
import { useHooks } from '../queries.ts'
import { AddChannelHook } from './add-channel-hook.tsx'
import { ChannelHookRow } from './channel-hook-row.tsx'
import { NewHookCard, type MadeHook } from './new-hook-card.tsx'
import { NoHooksHere } from './no-hooks-here.tsx'

export interface ChannelHooksProps {
  channel: Channel
  session: Session
}

export function ChannelHooks({ channel, session }: ChannelHooksProps) {
  const { data: hooks, error, isFetching, refetch } = useHooks()
  const [deleting, setDeleting] = useState<Hook | null>(null)
  const [made, setMade] = useState<MadeHook | null>(null)
  const here = hooks?.filter(({ id, channelId }) => channelId === channel.id && id !== made?.hook.id).sort((a, b) => a.name.localeCompare(b.name) || a.createdAt - b.createdAt)
  const takesHooks = channel.hooksAllowed && channel.archivedAt === null
  return (
    <div className="details__in chanhooks">
      {!takesHooks && <NoHooksHere channel={channel} me={session.me} />}
      {made !== null && <NewHookCard key={made.hook.id} {...made} channel={channel} onDone={() => setMade(null)} />}
      {takesHooks && made === null && <AddChannelHook channel={channel} session={session} onMade={setMade} />}
      {here === undefined && error === null && <HookBones />}
      {here === undefined && error !== null && <LoadProblem title={t('hooks:hooksNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {here !== undefined && (
        <section className="details__sect">
          <h3 className="details__head">{t('integrations:channel.here', { count: here.length })}</h3>
          {here.length === 0 && made === null && <p className="soft">{takesHooks ? t('integrations:channel.none') : t('integrations:channel.noneClosed')}</p>}
          {here.length > 0 && (
            <ul className="chanhooks__list" aria-label={t('channels:webhooks')}>
              {here.map((hook) => (
                <ChannelHookRow key={hook.id} hook={hook} channel={channel} onDelete={setDeleting} />
              ))}
            </ul>
          )}
        </section>
      )}
      <footer className="chanhooks__foot">
        {channel.type === 'private' && <p className="hint">{t('integrations:channel.private')}</p>}
        {session.me.role === 'member' && <p className="hint">{t('integrations:channel.ownOnly')}</p>}
        <Link href={hooksPath}>{t('hooks:allHooks')}</Link>
      </footer>
      <LiveCounts />
      <DeleteHookDialog hook={deleting} onClose={() => setDeleting(null)} />
    </div>
  )
}

function HookBones() {
  return (
    <div className="details__bones" aria-busy="true" aria-label={t('hooks:loadingHooks')}>
      {['52%', '68%', '44%'].map((width) => (
        <div key={width} className="details__bone">
          <Skeleton width="32px" height="32px" shape="square" />
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  )
}
