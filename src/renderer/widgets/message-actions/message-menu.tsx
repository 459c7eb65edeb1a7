/** Everything that one may do to a message, as a menu with its keys; beside the bar's button or where one clicked. */
import { Bell, BellOff, Bookmark, BookmarkMinus, Briefcase, CircleCheck, CircleHelp, Copy, CornerUpRight, EyeOff, Link, MessageSquareText, Pencil, Pin, PinOff, Trash2, type LucideIcon } from 'lucide-react'
import type { Message } from '#shared/contract/message.ts'
import { t } from '#renderer/text/i18n.ts'
import { MenuAt, MenuGap, type MenuPlace } from '#renderer/ui/menu-parts.tsx'
import { MenuItem } from '#renderer/ui/menu.tsx'
import { keyLabel } from '#renderer/lib/screen/shortcuts.ts'
import { useIsHookMuted } from '../muted-hook/mute-hook.tsx'
import type { MessageAction } from './allowed-actions.ts'

export interface MessageMenuProps {
  message: Message
  place: MenuPlace
  actions: ReadonlySet<MessageAction>
  isSaved: boolean
  isFollowing: boolean
  onAction: (action: MessageAction) => void
  onClose: () => void
  returnTo: () => HTMLElement | boolean
}

interface Entry {
  readonly action: MessageAction
  readonly icon: LucideIcon
  readonly label: string
  readonly hint?: string
}

export function MessageMenu({ message, place, actions, isSaved, isFollowing, onAction, onClose, returnTo }: MessageMenuProps) {
  const isMuted = useIsHookMuted(message.hookId)
  const groups = buildGroups({ isPinned: message.pinnedAt !== null, isSaved, isFollowing, isMuted })
    .map((group) => group.filter(({ action }) => actions.has(action)))
    .filter((group) => group.length > 0)
  return (
    <MenuAt open place={place} label={t('message:action.bar')} onClose={onClose} returnTo={returnTo}>
      {groups.map((group, index) => (
        <div key={group[0]!.action} role="presentation">
          {index > 0 && <MenuGap />}
          {group.map(({ action, icon, label, hint }) => (
            <MenuItem key={action} icon={icon} hint={hint} danger={action === 'delete'} onSelect={() => onAction(action)}>
              {label}
            </MenuItem>
          ))}
        </div>
      ))}
    </MenuAt>
  )
}

function buildGroups({ isPinned, isSaved, isFollowing, isMuted }: { isPinned: boolean; isSaved: boolean; isFollowing: boolean; isMuted: boolean }): readonly (readonly Entry[])[] {
  return [
    [
      { action: 'show', icon: CornerUpRight, label: t('message:action.show'), hint: '↵' },
      { action: 'reply', icon: MessageSquareText, label: t('message:action.reply'), hint: '↵' },
      isFollowing ? { action: 'follow', icon: BellOff, label: t('message:action.unfollow') } : { action: 'follow', icon: Bell, label: t('message:action.follow') },
      { action: 'closeCase', icon: CircleCheck, label: t('cases:closeCase') },
      { action: 'reopenCase', icon: Briefcase, label: t('cases:reopenCase') },
      { action: 'markUnread', icon: EyeOff, label: t('message:action.markUnread'), hint: 'U' },
    ],
    [
      { action: 'copyText', icon: Copy, label: t('message:action.copyText') },
      { action: 'copyLink', icon: Link, label: t('message:action.copyLink'), hint: 'C' },
      { action: 'save', icon: isSaved ? BookmarkMinus : Bookmark, label: t(isSaved ? 'message:action.unsave' : 'message:action.save'), hint: 'S' },
      { action: 'pin', icon: isPinned ? PinOff : Pin, label: t(isPinned ? 'message:action.unpin' : 'message:action.pin'), hint: 'P' },
      { action: 'muteHook', icon: isMuted ? Bell : BellOff, label: t(isMuted ? 'message:mute.unmute' : 'message:mute.mute') },
      { action: 'why', icon: CircleHelp, label: t('message:action.why') },
    ],
    [
      { action: 'edit', icon: Pencil, label: t('message:action.edit'), hint: 'E' },
      { action: 'delete', icon: Trash2, label: t('message:action.delete'), hint: keyLabel('delete') },
    ],
  ]
}
