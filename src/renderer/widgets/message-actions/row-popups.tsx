/** What a row has open beside it: the emoji picker or its menu. */
import { useQuery } from '@tanstack/react-query'
import { useRef, type RefObject } from 'react'
import type { Message } from '#shared/contract/message.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import type { MenuPlace } from '#renderer/ui/menu-parts.tsx'
import type { MessageAction } from './allowed-actions.ts'
import { MessageMenu } from './message-menu.tsx'
import { ReactionPicker } from './reaction-picker.tsx'

export type Opened = { readonly kind: 'picker'; readonly anchor: HTMLElement } | { readonly kind: 'menu'; readonly place: MenuPlace }

export interface RowPopupsProps {
  opened: Opened
  message: Message
  actions: ReadonlySet<MessageAction>
  isSaved: boolean
  row: RefObject<HTMLElement | null>
  onAction: (action: MessageAction) => void
  onPick: (emoji: string) => void
  onClose: () => void
}

/** These take the focus themselves; the row must not take it back. */
const takesFocus = new Set<MessageAction>(['edit', 'delete', 'why', 'react', 'reply', 'show'])

export function RowPopups({ opened, message, actions, isSaved, row, onAction, onPick, onClose }: RowPopupsProps) {
  const handsOver = useRef(false)
  const isFollowing = useIsFollowing(message, opened.kind === 'menu' && actions.has('follow'))
  if (opened.kind === 'picker') return <ReactionPicker anchor={opened.anchor} returnTo={() => row.current} onPick={onPick} onClose={onClose} />
  const handleAction = (action: MessageAction): void => {
    handsOver.current = takesFocus.has(action)
    onAction(action)
  }
  return (
    <MessageMenu
      message={message}
      place={opened.place}
      actions={actions}
      isSaved={isSaved}
      isFollowing={isFollowing}
      onAction={handleAction}
      onClose={onClose}
      returnTo={() => (handsOver.current ? false : (row.current ?? true))}
    />
  )
}

function useIsFollowing(message: Message, isWanted: boolean): boolean {
  const rootId = message.threadRootId ?? message.id
  const { data } = useQuery({ queryKey: keys.thread(rootId), queryFn: () => rpc.threads.show({ rootId }), enabled: isWanted })
  return data?.following ?? false
}
