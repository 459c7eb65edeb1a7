/** All keyboard shortcuts as one table, and the one listener behind them: a part of the window answers a shortcut while it is shown. */
import { useEffect, useRef } from 'react'
import { t } from '#renderer/text/i18n.ts'

export const shortcutAreas = ['find', 'move', 'window', 'list', 'composer'] as const
export type ShortcutArea = (typeof shortcutAreas)[number]

interface Row {
  /** Alternatives. `mod` is ⌘ on a Mac and Ctrl elsewhere; the last part is `KeyboardEvent.code` without `Key`, or a named key. */
  readonly keys: readonly string[]
  readonly area: ShortcutArea
  /** In a browser, which keeps some combinations to itself. */
  readonly inBrowser?: readonly string[]
  /** The part itself listens to these keys; the row only says so. */
  readonly toldOnly?: true
  /** Also while a modal dialog is open. */
  readonly overDialogs?: true
}

/** The order is that of the list which people read. The words are `search:keys.<id>`. */
const table = {
  palette: { area: 'find', keys: ['mod+k'] },
  searchHere: { area: 'find', keys: ['mod+f'] },
  newDirect: { area: 'find', keys: ['mod+n'], inBrowser: ['alt+n'] },
  newChannel: { area: 'find', keys: ['mod+shift+n'], inBrowser: ['alt+shift+n'] },
  unread: { area: 'move', keys: ['mod+shift+a'], inBrowser: ['mod+shift+a', 'alt+shift+a'] },
  nextChannel: { area: 'move', keys: ['alt+down'] },
  previousChannel: { area: 'move', keys: ['alt+up'] },
  nextUnread: { area: 'move', keys: ['alt+shift+down'] },
  previousUnread: { area: 'move', keys: ['alt+shift+up'] },
  back: { area: 'move', keys: ['alt+left'], toldOnly: true },
  nextRegion: { area: 'move', keys: ['f6'] },
  previousRegion: { area: 'move', keys: ['shift+f6'] },
  integrations: { area: 'window', keys: ['mod+shift+i'], inBrowser: ['alt+shift+i'] },
  settings: { area: 'window', keys: ['mod+comma'] },
  shortcuts: { area: 'window', keys: ['mod+slash'], overDialogs: true },
  close: { area: 'window', keys: ['escape'], toldOnly: true },
  listMove: { area: 'list', keys: ['up', 'down'], toldOnly: true },
  listActions: { area: 'list', keys: ['right'], toldOnly: true },
  listThread: { area: 'list', keys: ['enter'], toldOnly: true },
  listReact: { area: 'list', keys: ['r'], toldOnly: true },
  listEdit: { area: 'list', keys: ['e'], toldOnly: true },
  listSave: { area: 'list', keys: ['s'], toldOnly: true },
  listPin: { area: 'list', keys: ['p'], toldOnly: true },
  listCopyLink: { area: 'list', keys: ['c'], toldOnly: true },
  listUnread: { area: 'list', keys: ['u'], toldOnly: true },
  listDelete: { area: 'list', keys: ['delete'], toldOnly: true },
  send: { area: 'composer', keys: ['enter'], toldOnly: true },
  newLine: { area: 'composer', keys: ['shift+enter'], toldOnly: true },
  editLast: { area: 'composer', keys: ['up'], toldOnly: true },
  bold: { area: 'composer', keys: ['mod+b'], toldOnly: true },
  italic: { area: 'composer', keys: ['mod+i'], toldOnly: true },
  strike: { area: 'composer', keys: ['mod+shift+x'], toldOnly: true },
  code: { area: 'composer', keys: ['mod+e'], toldOnly: true },
  link: { area: 'composer', keys: ['mod+shift+u'], toldOnly: true },
  numbers: { area: 'composer', keys: ['mod+shift+7'], toldOnly: true },
  bullets: { area: 'composer', keys: ['mod+shift+8'], toldOnly: true },
  quote: { area: 'composer', keys: ['mod+shift+9'], toldOnly: true },
} as const satisfies Record<string, Row>

export type ShortcutId = keyof typeof table
/** Those that `useShortcut` answers. */
export type HandledShortcut = { [K in ShortcutId]: (typeof table)[K] extends { toldOnly: true } ? never : K }[ShortcutId]

const rows = Object.entries(table) as [ShortcutId, Row][]

export const isMac = navigator.userAgent.includes('Mac')
const isBrowser = window.hooklineDesktop === undefined

/** The keys of a shortcut that work in this window, each as its parts: `['mod', 'shift', 'n']`. */
export function keysOf(id: ShortcutId): readonly string[][] {
  const row: Row = table[id]
  return ((isBrowser ? row.inBrowser : undefined) ?? row.keys).map((combination) => combination.split('+'))
}

export function listShortcuts(area: ShortcutArea): ShortcutId[] {
  return rows.filter(([, row]) => row.area === area).map(([id]) => id)
}

/** How a key is written on this system: `Ctrl`, `⌘`, `↑`. */
export function keyLabel(part: string): string {
  const mac = isMac ? macLabels[part] : undefined
  if (mac !== undefined) return mac
  return isNamed(part) ? t(`common:keys.${part}`) : (written[part] ?? part.toUpperCase())
}

/** The first keys of a shortcut in one line, as a menu or a tooltip shows them: `Ctrl Shift N`. */
export function shortcutLabel(id: ShortcutId): string {
  return (keysOf(id)[0] ?? []).map(keyLabel).join(' ')
}

/** What stands on these keys depends on the language: `Ctrl` and `Strg`. */
const named = ['mod', 'alt', 'shift', 'enter', 'escape', 'delete'] as const

function isNamed(part: string): part is (typeof named)[number] {
  return (named as readonly string[]).includes(part)
}

const written: Readonly<Record<string, string>> = { up: '↑', down: '↓', left: '←', right: '→', comma: ',', slash: '/' }
const macLabels: Readonly<Record<string, string>> = { mod: '⌘', alt: '⌥', shift: '⇧', enter: '↩', escape: 'Esc' }

type Handler = () => void
const handlers = new Map<ShortcutId, Handler[]>()

/** Answers a shortcut while the caller is mounted; whoever came last is asked. `null` leaves it to those before. */
export function useShortcut(id: HandledShortcut, handler: Handler | null): void {
  const latest = useRef(handler)
  useEffect(() => void (latest.current = handler))
  const isOn = handler !== null
  useEffect(() => {
    if (!isOn) return
    const own: Handler = () => latest.current?.()
    handlers.set(id, [...(handlers.get(id) ?? []), own])
    return () => void handlers.set(id, (handlers.get(id) ?? []).filter((one) => one !== own))
  }, [id, isOn])
}

/** Does what the shortcut would do now, for a menu or the palette. */
export function runShortcut(id: HandledShortcut): void {
  handlers.get(id)?.at(-1)?.()
}

/** @returns the function that ends it. */
export function startShortcuts(): () => void {
  window.addEventListener('keydown', handleKey)
  return () => window.removeEventListener('keydown', handleKey)
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const id = findShortcut(event)
  const handler = id && handlers.get(id)?.at(-1)
  if (!id || !handler) return
  const row: Row = table[id]
  if (row.overDialogs !== true && isModalOpen()) return
  event.preventDefault()
  if (!event.repeat || row.area === 'move') handler()
}

/** Every modal dialog of ours lies on a scrim; one that is closing still fades. */
export const isModalOpen = (): boolean => document.querySelector('.scrim:not([data-closed])') !== null

/** The shortcut that this key means here, with exactly these modifiers. */
export function findShortcut(event: Pick<KeyboardEvent, 'code' | 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): ShortcutId | undefined {
  return rows.find(([id, row]) => row.toldOnly !== true && isShortcut(event, id))?.[0]
}

/** Whether it means this one, for parts of the window that listen themselves. */
export function isShortcut(event: Parameters<typeof findShortcut>[0], id: ShortcutId): boolean {
  return keysOf(id).some((parts) => matches(event, parts))
}

function matches(event: Parameters<typeof findShortcut>[0], parts: readonly string[]): boolean {
  const has = (part: string): boolean => parts.includes(part)
  const mod = isMac ? event.metaKey : event.ctrlKey
  const otherMod = isMac ? event.ctrlKey : event.metaKey
  const key = parts.at(-1) ?? ''
  if (otherMod || mod !== has('mod') || event.altKey !== has('alt')) return false
  // Where "/" stands above "7", shift is part of writing it.
  if (event.shiftKey !== has('shift') && !signs.has(key)) return false
  return isKey(event, key)
}

const signs = new Set(['comma', 'slash'])

/** Letters go by what is written on the key in this layout, unless Option has made another character of it. */
function isKey({ code, key }: { code: string; key: string }, part: string): boolean {
  const named = namedKeys[part]
  if (named !== undefined) return key === named
  if (part.length > 1) return key.toLowerCase() === part
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === part : code === `Key${part.toUpperCase()}` || code === `Digit${part}`
}

const namedKeys: Readonly<Record<string, string>> = { up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight', comma: ',', slash: '/', enter: 'Enter', escape: 'Escape' }
