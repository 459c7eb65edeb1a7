/** All rows of the sidebar: arrows walk them, unread ones outside are told at the edges, and each channel has its menu. */
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { useEverybody, useUnreads } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { MenuAt, type MenuPlace } from '#renderer/ui/menu-parts.tsx'
import { ChannelMenuItems } from '#renderer/widgets/channel-actions/channel-menu.tsx'
import { countTop, type SideSection } from './arrange-sidebar.ts'
import { NothingUnread } from './filter-button.tsx'
import { Section } from './section.tsx'
import { TopRows } from './top-rows.tsx'
import { UnreadPills } from './unread-pills.tsx'
import { useRoving } from './use-roving.ts'

export interface ChannelListProps {
  sections: readonly SideSection[]
  me: Person
  path: string
  unreadOnly: boolean
}

const noThreads = { unread: 0, mentions: 0 }

export function ChannelList({ sections, me, path, unreadOnly }: ChannelListProps) {
  const list = useRef<HTMLDivElement>(null)
  const threads = useUnreads().data?.threads ?? noThreads
  const { menu, openMenu, closeMenu } = useRowMenu(sections)
  const roving = useRoving(list)
  // A channel that was opened elsewhere, by a key or the palette, is brought in sight.
  useEffect(() => void list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' }), [path])

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    if (isMenuKey && openMenu(event.target as HTMLElement, null)) event.preventDefault()
    else roving.handleKeyDown(event)
  }
  const handleContextMenu = (event: MouseEvent<HTMLElement>): void => {
    if (openMenu(event.target as HTMLElement, { x: event.clientX, y: event.clientY })) event.preventDefault()
  }
  const handleClick = (event: MouseEvent<HTMLElement>): void => {
    const button = (event.target as HTMLElement).closest<HTMLElement>('[data-menu-button]')
    if (button !== null) openMenu(button, button)
  }
  const rows = sections.flatMap((section) => section.rows)
  return (
    <div className="nav__frame">
      <div ref={list} className="nav" onKeyDown={handleKeyDown} onFocus={roving.handleFocus} onContextMenu={handleContextMenu} onClick={handleClick}>
        <TopRows path={path} counts={countTop(rows, threads.mentions)} threads={threads} />
        {sections.map((section) => (
          <Section key={section.name} section={section} me={me.username} path={path} menuOf={menu?.open === true ? menu.channel.id : null} />
        ))}
        {unreadOnly && rows.length === 0 && <NothingUnread />}
      </div>
      <UnreadPills list={list} rows={rows} />
      {menu !== null && <RowMenu {...menu} me={me} onClose={closeMenu} />}
    </div>
  )
}

interface OpenMenu {
  readonly channel: Channel
  readonly place: MenuPlace
  readonly returnTo: HTMLElement | null
  readonly open: boolean
}

function useRowMenu(sections: readonly SideSection[]) {
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  /** @returns whether there is a channel at `target`. */
  const openMenu = (target: HTMLElement, place: MenuPlace | null): boolean => {
    const item = target.closest<HTMLElement>('[data-channel-id]')
    const row = sections.flatMap(({ rows }) => rows).find(({ channel }) => channel.id === item?.dataset['channelId'])
    if (item === null || row === undefined) return false
    const link = item.querySelector<HTMLElement>('[data-nav-item]')
    setMenu({ channel: row.channel, place: place ?? link ?? item, returnTo: link, open: true })
    return true
  }
  // It stays while it fades.
  const closeMenu = (): void => setMenu((current) => current && { ...current, open: false })
  return { menu, openMenu, closeMenu }
}

function RowMenu({ channel, place, returnTo, open, me, onClose }: OpenMenu & { me: Person; onClose: () => void }) {
  const people = useEverybody()
  return (
    <MenuAt open={open} place={place} label={t('sidebar:menuOf', { name: channelTitle(channel, me.username, people).title })} returnTo={returnTo} onClose={onClose}>
      <ChannelMenuItems channel={channel} me={me} />
    </MenuAt>
  )
}
