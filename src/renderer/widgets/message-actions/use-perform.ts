/** Does what bar, menu and keys of a row ask for, and keeps what the row has open. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'
import type { Message } from '#shared/contract/message.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { startEditing } from '#renderer/lib/writing/editing.ts'
import { openPanel } from '#renderer/lib/screen/panel.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { changeCase } from '../case/change-case.ts'
import { toggleHookMute } from '../muted-hook/mute-hook.tsx'
import { copyLink, copyText, follow, markUnread, pin, react, save } from './act.ts'
import type { MessageAction } from './allowed-actions.ts'
import type { LiveMessageProps } from './live-message.tsx'
import { askDelete, askWhy } from './message-dialogs.tsx'
import { commandOf, type RowCommand } from './row-keys.ts'
import type { Opened } from './row-popups.tsx'

export interface PerformOptions extends Pick<LiveMessageProps, 'message' | 'me' | 'context'> {
  actions: ReadonlySet<MessageAction>
  isSaved: boolean
  row: RefObject<HTMLElement | null>
  /** Whoever clicked on the row and types goes on writing: letters are commands only for who came here by keys. */
  byKeys: boolean
  /** Makes the bar, so that a key can lead into it. */
  reveal: () => void
}

export function usePerform(options: PerformOptions) {
  const { message, me, context, actions, row, byKeys, reveal } = options
  const cache = useQueryClient()
  const [, navigate] = useLocation()
  const [opened, setOpened] = useState<Opened | null>(null)
  const firstButton = (): HTMLElement | null => row.current?.querySelector<HTMLElement>('.bar button') ?? null
  const open = (next: Opened): void => setOpened((now) => (now?.kind === next.kind ? null : next))
  const close = (): void => setOpened(null)

  const perform = (action: MessageAction): void => {
    if (!actions.has(action)) return
    if (action === 'react') {
      reveal()
      open({ kind: 'picker', anchor: firstButton() ?? row.current! })
    } else if (action === 'show') navigate(messagePath(message))
    else if (action === 'edit') startEditing(message.id, context)
    else act(cache, action, options)
  }
  const run = (command: RowCommand): void => {
    if (command === 'open') perform(context === 'list' ? 'show' : 'reply')
    else if (command !== 'bar') perform(command)
    else {
      reveal()
      firstButton()?.focus()
    }
  }
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const command = byKeys ? commandOf(event) : null
    if (command === null) return
    event.preventDefault()
    run(command)
  }
  const handleContextMenu = (event: MouseEvent<HTMLElement>): void => {
    if (actions.size === 0 || wantsBrowserMenu(event)) return
    event.preventDefault()
    flushSync(close)
    setOpened({ kind: 'menu', place: event.clientX === 0 && event.clientY === 0 ? event.currentTarget : { x: event.clientX, y: event.clientY } })
  }
  return { opened, perform, pick: (emoji: string) => void react(cache, message, emoji, me.username), open, close, handleKeyDown, handleContextMenu }
}

/** Selected words, links, pictures and fields have a menu of their own. */
function wantsBrowserMenu({ target, shiftKey, currentTarget }: MouseEvent<HTMLElement>): boolean {
  if (!(target instanceof Element) || shiftKey || !currentTarget.contains(target)) return true
  return target.closest('a, img, textarea, input, video') !== null || getSelection()?.isCollapsed === false
}

function act(cache: QueryClient, action: Exclude<MessageAction, 'react' | 'show' | 'edit'>, { message, me, isSaved }: PerformOptions): void {
  switch (action) {
    case 'reply':
      return openPanel({ kind: 'thread', channelId: message.channelId, rootId: rootOf(message), ...(message.threadRootId !== null && { messageId: message.id }) })
    case 'save':
      return void save(cache, message, !isSaved)
    case 'pin':
      return void pin(cache, message)
    case 'markUnread':
      return void markUnread(cache, message)
    case 'follow':
      return void follow(cache, rootOf(message), cache.getQueryData<FollowedThread>(keys.thread(rootOf(message)))?.following !== true)
    case 'closeCase':
      return void changeCase(cache, message, 'closed')
    case 'reopenCase':
      return void changeCase(cache, message, 'open')
    case 'copyLink':
      return void copyLink(message)
    case 'copyText':
      return void copyText(message)
    case 'delete':
      return askDelete(message, message.author === me.username && message.type === 'message')
    case 'muteHook':
      return void (message.hookId !== null && toggleHookMute(cache, { id: message.hookId, name: message.hookName ?? message.username }))
    case 'why':
      return askWhy(message)
  }
}

const rootOf = (message: Message): Message['id'] => message.threadRootId ?? message.id
