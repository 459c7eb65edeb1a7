/** The keys that lead to pages from anywhere. */
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { integrationsPath, searchPath, settingsPath, unreadPath } from '#renderer/lib/format/channel-path.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { useChannels, useEverybody } from '#renderer/lib/data/queries.ts'
import { useShortcut } from '#renderer/lib/screen/shortcuts.ts'
import { findOpenChannel } from './channel-items.tsx'

export function AppKeys({ session: { me, may } }: { session: Session }) {
  const [path, navigate] = useLocation()
  const channel = findOpenChannel(useChannels().data, path)
  const people = useEverybody()
  const here = (): string => {
    if (channel === undefined) return ''
    const { person } = channelTitle(channel, me.username, people)
    return person === null ? `in:#${channel.name} ` : `in:@${person.username} `
  }
  useShortcut('searchHere', () => navigate(searchPath(here())))
  useShortcut('unread', () => navigate(unreadPath))
  useShortcut('settings', () => navigate(settingsPath()))
  useShortcut('integrations', may.manageHooks ? () => navigate(integrationsPath) : null)
  return null
}
