/** One channel in a list: its name leads there, below it what it is for and who is in it. */
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { t } from '#renderer/text/i18n.ts'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { ChannelIcon } from '#renderer/widgets/channel-actions/channel-icon.tsx'

export interface ChannelLineProps {
  channel: Channel
  joined: boolean
  /** More about it, for instance when it was archived. */
  fact?: string
  /** Buttons. */
  children: ReactNode
}

export function ChannelLine({ channel, joined, fact, children }: ChannelLineProps) {
  const named = channel.displayName !== '' && channel.displayName !== channel.name
  return (
    <li className="browse__line">
      <div className="browse__in">
        <Link href={channelPath(channel)} className="browse__name">
          <ChannelIcon type={channel.type} title={channel.name} />
          <bdi className="clip">{channel.name}</bdi>
          {named && <bdi className="browse__display clip">{channel.displayName}</bdi>}
        </Link>
        <p className="browse__sub">
          {joined && (
            <span className="browse__joined">
              <Check className="icon icon--12" />
              {t('channels:joined')}
            </span>
          )}
          <span className="num">{t('channels:memberCount', { count: channel.members.length })}</span>
          {fact !== undefined && <span>{fact}</span>}
          {channel.purpose !== '' && (
            <bdi className="clip grow" title={channel.purpose}>
              {channel.purpose}
            </bdi>
          )}
        </p>
      </div>
      <div className="browse__buttons">{children}</div>
    </li>
  )
}

export function ChannelBones() {
  return (
    <div className="browse" role="status" aria-busy="true" aria-label={t('channels:loading')}>
      {['24%', '32%', '20%', '28%'].map((width) => (
        <div key={width} className="browse__line">
          <div className="browse__in browse__bones">
            <Skeleton width={width} />
            <Skeleton width="52%" />
          </div>
        </div>
      ))}
    </div>
  )
}
