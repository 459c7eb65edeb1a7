/** The keys that walk the channels and begin new ones; they work while the sidebar is hidden too. */
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { useShortcut } from '#renderer/lib/screen/shortcuts.ts'
import { stepRow, stepUnread, type SideRow } from './arrange-sidebar.ts'
import { readRows } from './use-sections.ts'

export function ChannelKeys({ session: { me, may } }: { session: Session }) {
  const cache = useQueryClient()
  const [path, navigate] = useLocation()
  const go = (step: typeof stepRow | typeof stepUnread, by: 1 | -1): void => {
    const row: SideRow | undefined = step(readRows(cache, me, path), path, by)
    if (row !== undefined) navigate(channelPath(row.channel))
  }
  useShortcut('nextChannel', () => go(stepRow, 1))
  useShortcut('previousChannel', () => go(stepRow, -1))
  useShortcut('nextUnread', () => go(stepUnread, 1))
  useShortcut('previousUnread', () => go(stepUnread, -1))
  useShortcut('newDirect', () => openChannelDialog({ kind: 'direct' }))
  useShortcut('newChannel', may.createChannels ? () => openChannelDialog({ kind: 'new-channel' }) : null)
  return null
}
