/** A field and a list: a few letters lead to any channel, person, page or action, or to a search of the messages. */
import './palette.css'
import '#renderer/ui/dialog.css'
import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { searchPath } from '#renderer/lib/format/channel-path.ts'
import { findShortcut, keyLabel } from '#renderer/lib/screen/shortcuts.ts'
import { t } from '#renderer/text/i18n.ts'
import { arrangeItems, isMessageQuery, type PaletteItem, type PaletteSection } from './palette-item.ts'
import { PaletteRow } from './palette-row.tsx'
import { usePlaces } from './use-places.tsx'

export interface PaletteProps {
  open: boolean
  /** How often it was opened: each time is a new one. */
  times: number
  /** What had the focus before, and gets it back. */
  opener: RefObject<Element | null>
  session: Session
  useItems: (session: Session) => readonly PaletteItem[]
  onClose: () => void
}

export function Palette({ open, times, opener, session, useItems, onClose }: PaletteProps) {
  const field = useRef<HTMLInputElement>(null)
  const handleKeyDown = (event: KeyboardEvent): void => {
    // The same keys close it; while it fades they open it anew.
    if (!open || findShortcut(event.nativeEvent) !== 'palette') return
    event.preventDefault()
    onClose()
  }
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="palette-place">
          <Dialog.Popup className="palette" initialFocus={field} finalFocus={() => focusableOf(opener.current)} onKeyDown={handleKeyDown}>
            <Dialog.Title className="only-spoken">{t('search:palette.title')}</Dialog.Title>
            <Content key={times} session={session} useItems={useItems} onClose={onClose} field={field} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** False where it is gone: then whatever took its place decides. */
const focusableOf = (opener: Element | null): HTMLElement | false => (opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : false)

interface ContentProps extends Pick<PaletteProps, 'session' | 'useItems' | 'onClose'> {
  field: RefObject<HTMLInputElement | null>
}

function Content({ session, useItems, onClose, field }: ContentProps) {
  const [query, setQuery] = useState('')
  // At once, so that whoever types on loses no letter; the dialog itself does it a frame later.
  useLayoutEffect(() => field.current?.focus(), [field])
  const [, navigate] = useLocation()
  const items = [...usePlaces(session.me), ...useItems(session)]
  const sections = arrangeItems(items, query)
  const run = (act: () => void): void => {
    onClose()
    act()
  }
  const searchRow = <SearchRow query={query.trim()} onSelect={() => run(() => navigate(searchPath(query.trim())))} />
  const searchesFirst = isMessageQuery(query)
  return (
    <Command label={t('search:palette.title')} shouldFilter={false} loop>
      <div className="palette__field">
        <Search className="icon" />
        <Command.Input ref={field} value={query} onValueChange={setQuery} placeholder={t('search:palette.placeholder')} dir="auto" maxLength={500} />
        <kbd>{keyLabel('escape')}</kbd>
      </div>
      <Command.List className="palette__list">
        {searchesFirst && searchRow}
        <Sections sections={sections} hasQuery={query.trim() !== ''} onRun={(item) => run(item.run)} />
        {!searchesFirst && searchRow}
      </Command.List>
      <Foot />
    </Command>
  )
}

function Sections({ sections, hasQuery, onRun }: { sections: readonly PaletteSection[]; hasQuery: boolean; onRun: (item: PaletteItem) => void }) {
  return sections.map(({ group, items }) => (
    <Command.Group key={group} heading={t(`search:palette.groups.${hasQuery && group === 'places' ? 'found' : group}`)} className="palette__group">
      {items.map((item) => (
        <Command.Item key={item.id} value={`${group}-${item.id}`} className={item.isUnread === true ? 'palette__row is-unread' : 'palette__row'} onSelect={() => onRun(item)}>
          <PaletteRow item={item} />
        </Command.Item>
      ))}
    </Command.Group>
  ))
}

/** Always there, so that Enter never does nothing. */
function SearchRow({ query, onSelect }: { query: string; onSelect: () => void }) {
  return (
    <Command.Group className="palette__group palette__group--search">
      <Command.Item value="search" className="palette__row" onSelect={onSelect}>
        <span className="palette__sign">
          <Search className="icon" />
        </span>
        <bdi className="clip grow">{query === '' ? t('search:palette.searchMessages') : t('search:palette.searchFor', { query })}</bdi>
      </Command.Item>
    </Command.Group>
  )
}

function Foot() {
  return (
    <div className="palette__foot" aria-hidden="true">
      <kbd>#</kbd> {t('search:palette.channels')} <kbd>@</kbd> {t('search:palette.people')} <kbd>&gt;</kbd> {t('search:palette.actions')}
      <span className="grow" />
      <kbd>↑ ↓</kbd> {t('search:palette.move')} <kbd>{keyLabel('enter')}</kbd> {t('search:palette.choose')}
    </div>
  )
}
