/** A channel in the sidebar, with its menu behind the right button, Shift F10 and the "…" that appears where one points. */
import { BellOff, Ellipsis, Pencil, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { currentStatus } from '#shared/core/person-status.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { useHasDraft } from '#renderer/lib/writing/drafts.ts'
import { useHasFailed } from '#renderer/lib/writing/outbox.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { ChannelIcon } from '#renderer/widgets/channel-actions/channel-icon.tsx'
import { SpokenPresence } from '#renderer/widgets/presence/presence.tsx'
import { isUnread, type SideRow } from './arrange-sidebar.ts'
import { MentionBadge, SideLink, UnreadCount } from './side-link.tsx'

export interface ChannelRowProps {
  row: SideRow
  me: string
  current: boolean
  /** Its menu is open. */
  menuOpen: boolean
}

export const ChannelRow = memo(function ChannelRow({ row, me, current, menuOpen }: ChannelRowProps) {
  const { channel, title, person, muted } = row
  const others = channel.members.filter((name) => name !== me).length
  const wanted = isUnread(row)
  return (
    <div className={menuOpen ? 'nav__item is-open' : 'nav__item'} data-channel-id={channel.id} data-unread={wanted && !current ? '' : undefined}>
      <SideLink
        href={channelPath(channel)}
        icon={<ChannelIcon type={channel.type} title={title} username={person?.username} others={others} />}
        label={title}
        current={current}
        unread={wanted && !muted}
        muted={muted}
        end={<RowEnd row={row} current={current} />}
      />
      <IconButton label={t('sidebar:menuOf', { name: title })} size="small" className="nav__more" aria-haspopup="menu" aria-expanded={menuOpen} data-menu-button="">
        <Ellipsis className="icon icon--14" />
      </IconButton>
    </div>
  )
}, isSameRow)

/** Arranging makes every row anew; what is shown decides whether it is drawn anew. */
function isSameRow(before: ChannelRowProps, after: ChannelRowProps): boolean {
  const a = before.row
  const b = after.row
  const isSameState = a.unread === b.unread && a.mentions === b.mentions && a.muted === b.muted
  return isSameState && a.channel === b.channel && a.title === b.title && a.person === b.person && before.current === after.current && before.menuOpen === after.menuOpen && before.me === after.me
}

function RowEnd({ row: { channel, person, unread, mentions, muted }, current }: { row: SideRow; current: boolean }) {
  const hasDraft = useHasDraft(channel.id)
  const hasFailed = useHasFailed(channel.id)
  return (
    <span className="nav__end">
      {person !== null && <SpokenPresence username={person.username} />}
      {person !== null && <StatusEmoji person={person} />}
      {hasFailed && <TriangleAlert className="icon icon--14 nav__failed" role="img" aria-label={t('sidebar:notSent')} />}
      {hasDraft && !current && <Pencil className="icon icon--14" role="img" aria-label={t('sidebar:draft')} />}
      {muted && <BellOff className="icon icon--14" role="img" aria-label={t('channels:muted')} />}
      {mentions > 0 && <MentionBadge count={mentions} spoken={t('sidebar:mentionCount', { count: mentions })} />}
      {mentions === 0 && unread > 0 && !muted && <UnreadCount count={unread} spoken={t('sidebar:unreadMessages', { count: unread })} />}
    </span>
  )
}

function StatusEmoji({ person }: { person: Person }) {
  const status = currentStatus(person.status, useNow())
  if (status === null || status.emoji === '') return null
  return (
    <span className="nav__status" role="img" aria-label={status.text === '' ? status.emoji : status.text} title={status.text}>
      {status.emoji}
    </span>
  )
}
