/** What the palette offers besides channels and people: what can be done here, pages, settings and webhooks. Only what I may do. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { ArrowUpRight, AtSign, Bookmark, CheckCheck, Compass, Inbox, Keyboard, LogIn, MessageSquarePlus, MessagesSquare, Monitor, Moon, Plus, Settings, SmilePlus, Sun, UserPlus, type LucideIcon } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { hookPath, hooksPath, newHookPath, newOutgoingPath, outgoingPath, subscriptionPath, tokensPath } from '#renderer/features/hooks/index.ts'
import { markAllRead } from '#renderer/features/inbox/index.ts'
import type { PaletteItem } from '#renderer/features/palette/index.ts'
import { shownPages } from '#renderer/features/settings/index.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { browsePath, integrationsPath, mentionsPath, savedPath, settingsPath, threadsPath, unreadPath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { openJoining } from '#renderer/lib/screen/joining.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useUnreads } from '#renderer/lib/data/queries.ts'
import { setPreference } from '#renderer/lib/data/set-preference.ts'
import { runShortcut } from '#renderer/lib/screen/shortcuts.ts'
import { openStatusDialog } from '#renderer/lib/screen/status-dialog.ts'
import { useTheme, type Theme } from '#renderer/lib/look/theme.ts'
import { t } from '#renderer/text/i18n.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { sayProblem } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { useChannelItems } from './channel-items.tsx'
import { action, type ActionDraft } from './palette-action.tsx'

export function usePaletteItems(session: Session): PaletteItem[] {
  const cache = useQueryClient()
  const [, navigate] = useLocation()
  return [...useChannelItems(session), ...beginnings(session), ...useReading(cache, navigate), ...useLooks(), ...settingsItems(session, navigate), ...useHookItems(session, navigate)]
}

type Navigate = (path: string) => void

function beginnings({ may }: Session): PaletteItem[] {
  return [
    ...(may.createChannels ? [action(Plus, { id: 'new-channel', label: t('search:act.newChannel'), shortcut: 'newChannel', run: () => openChannelDialog({ kind: 'new-channel' }) })] : []),
    action(MessageSquarePlus, { id: 'new-direct', label: t('search:act.newDirect'), shortcut: 'newDirect', run: () => openChannelDialog({ kind: 'direct' }) }),
    ...(may.createPeople ? [action(UserPlus, { id: 'new-person', label: t('search:act.newPerson'), onlyWhenAsked: true, run: () => openChannelDialog({ kind: 'new-person' }) })] : []),
    action(LogIn, { id: 'join-workspace', label: t('search:act.joinWorkspace'), onlyWhenAsked: true, run: () => openJoining() }),
    action(SmilePlus, { id: 'status', label: t('search:act.status'), onlyWhenAsked: true, run: openStatusDialog }),
    action(Keyboard, { id: 'shortcuts', label: t('search:act.shortcuts'), shortcut: 'shortcuts', onlyWhenAsked: true, run: () => runShortcut('shortcuts') }),
  ]
}

function useReading(cache: QueryClient, navigate: Navigate): PaletteItem[] {
  const unreads = useUnreads().data
  const waiting = unreads?.channels.filter(({ unread, mentions }) => unread > 0 || mentions > 0) ?? []
  const hasUnread = waiting.length > 0 || (unreads?.threads.unread ?? 0) > 0
  return [
    action(Inbox, { id: 'unread', label: t('search:act.unread'), shortcut: 'unread', run: () => navigate(unreadPath) }),
    ...(hasUnread ? [action(CheckCheck, { id: 'mark-all-read', label: t('search:act.markAllRead'), run: () => void markAllRead(cache, waiting.map((state) => ({ ...state, title: '' }))) })] : []),
    action(Compass, { id: 'browse', label: t('search:act.browse'), run: () => navigate(browsePath) }),
    action(MessagesSquare, { id: 'threads', label: t('search:act.threads'), onlyWhenAsked: true, run: () => navigate(threadsPath) }),
    action(AtSign, { id: 'mentions', label: t('search:act.mentions'), onlyWhenAsked: true, run: () => navigate(mentionsPath) }),
    action(Bookmark, { id: 'saved', label: t('search:act.saved'), onlyWhenAsked: true, run: () => navigate(savedPath) }),
  ]
}

const themes: readonly { theme: Theme; icon: LucideIcon }[] = [
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
  { theme: 'system', icon: Monitor },
]

/** The themes that it is not. */
function useLooks(): PaletteItem[] {
  const current = useTheme()
  const others = themes.filter(({ theme }) => theme !== current)
  return others.map(({ theme, icon }) => action(icon, { id: `theme-${theme}`, label: t(`search:act.${theme}`), onlyWhenAsked: true, run: () => void setPreference('look.theme', theme).catch(sayProblem) }))
}

function settingsItems(session: Session, navigate: Navigate): PaletteItem[] {
  return shownPages(session).map((page) =>
    action(Settings, {
      id: `settings-${page}`,
      group: 'settings',
      label: t('search:act.settingsPage', { page: t(`settings:pages.${page}.title`) }),
      names: [t(`settings:pages.${page}.title`)],
      onlyWhenAsked: true,
      ...(page === 'profile' ? { shortcut: 'settings' as const } : {}),
      run: () => navigate(settingsPath(page)),
    }),
  )
}

function useHookItems({ may }: Session, navigate: Navigate): PaletteItem[] {
  const hooks = useQuery({ queryKey: keys.hooks, queryFn: () => rpc.hooks.list(), enabled: may.manageHooks }).data ?? []
  const subscriptions = useQuery({ queryKey: keys.subscriptions, queryFn: () => rpc.subscriptions.list(), enabled: may.manageHooks }).data ?? []
  if (!may.manageHooks) return []
  const item = (draft: ActionDraft): PaletteItem => ({ group: 'hooks', kind: 'action', icon: <HookIcon className="icon" />, onlyWhenAsked: true, ...draft })
  return [
    item({ id: 'integrations', label: t('search:act.integrations'), shortcut: 'integrations', run: () => navigate(integrationsPath) }),
    item({ id: 'hooks', label: t('search:act.hooks'), run: () => navigate(hooksPath) }),
    item({ id: 'new-hook', label: t('search:act.newHook'), run: () => navigate(newHookPath()) }),
    item({ id: 'outgoing', icon: <ArrowUpRight className="icon" />, label: t('search:act.outgoing'), run: () => navigate(outgoingPath) }),
    item({ id: 'new-outgoing', icon: <ArrowUpRight className="icon" />, label: t('search:act.newOutgoing'), run: () => navigate(newOutgoingPath) }),
    item({ id: 'tokens', label: t('search:act.tokens'), run: () => navigate(tokensPath) }),
    ...hooks.map((hook) => item({ id: `hook-${hook.id}`, label: hook.name, names: [hook.description], hint: hook.channel === '' ? '' : `# ${hook.channel}`, run: () => navigate(hookPath(hook.id)) })),
    ...subscriptions.map(({ id, name, description, hosts }) => item({ id: `subscription-${id}`, icon: <ArrowUpRight className="icon" />, label: name, names: [description], hint: hosts.join(', '), run: () => navigate(subscriptionPath(id)) })),
  ]
}
