/** The bar over a row: what one does most, and the menu with the rest. A toolbar for keys: → and ← move in it, Esc leads back to the row. */
import { Bookmark, BookmarkCheck, Ellipsis, Link, MessageSquareText, SmilePlus, type LucideIcon } from 'lucide-react'
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import type { MessageAction } from './allowed-actions.ts'

export interface MessageBarProps {
  actions: ReadonlySet<MessageAction>
  isSaved: boolean
  /** What its buttons opened. */
  opened: 'picker' | 'menu' | null
  onAction: (action: MessageAction) => void
  onReact: (anchor: HTMLElement) => void
  onMore: (anchor: HTMLElement) => void
  /** Gives the focus back to the row. */
  onLeave: () => void
}

export function MessageBar({ actions, isSaved, opened, onAction, onReact, onMore, onLeave }: MessageBarProps) {
  const press = (action: MessageAction, label: string, Icon: LucideIcon) =>
    actions.has(action) && (
      <IconButton label={label} onClick={() => onAction(action)}>
        <Icon className="icon" />
      </IconButton>
    )
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => keepInSight(bar.current), [])
  return (
    <div ref={bar} className="bar" role="toolbar" aria-label={t('message:action.bar')} onKeyDown={(event) => moveInBar(event, onLeave)}>
      {actions.has('react') && (
        <IconButton label={t('message:action.react')} aria-haspopup="dialog" aria-expanded={opened === 'picker'} onClick={(event) => onReact(event.currentTarget)}>
          <SmilePlus className="icon" />
        </IconButton>
      )}
      {press('reply', t('message:action.reply'), MessageSquareText)}
      {press('save', isSaved ? t('message:action.unsave') : t('message:action.save'), isSaved ? BookmarkCheck : Bookmark)}
      {press('copyLink', t('message:action.copyLink'), Link)}
      <IconButton label={t('message:action.more')} aria-haspopup="menu" aria-expanded={opened === 'menu'} onClick={(event) => onMore(event.currentTarget)}>
        <Ellipsis className="icon" />
      </IconButton>
    </div>
  )
}

/** Over the first row in sight the list would cut it. */
function keepInSight(bar: HTMLElement | null): void {
  const list = bar?.closest('[role="log"], .page')
  if (bar === null || list == null) return
  const hiddenPx = list.getBoundingClientRect().top + 2 - bar.getBoundingClientRect().top
  if (hiddenPx > 0) bar.style.translate = `0 ${hiddenPx}px`
}

function moveInBar(event: KeyboardEvent<HTMLElement>, onLeave: () => void): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(event.target as HTMLButtonElement)
  if (at === -1) return
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const next = at + (event.key === forward ? 1 : -1)
    if (next < 0) onLeave()
    else buttons[Math.min(next, buttons.length - 1)]?.focus()
  } else if (event.key === 'Escape') onLeave()
  else return
  event.preventDefault()
  event.stopPropagation()
}
