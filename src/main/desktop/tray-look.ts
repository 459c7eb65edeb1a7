/** What the tray shows of what is unread: which picture, and in which words. */
import type { ShellStatus } from '#server/platform.ts'
import type { ShellWords } from './text/en.ts'

export type TrayState = 'normal' | 'unread' | 'mention'
type Counts = Pick<ShellStatus, 'badge' | 'unread'>

/** What is for me outweighs what is merely unread. */
export function trayState({ badge, unread }: Counts): TrayState {
  if (badge > 0) return 'mention'
  return unread > 0 ? 'unread' : 'normal'
}

/** Template pictures are coloured by macOS itself; Windows wants its own container of sizes. */
export function trayImageName(state: TrayState, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return `tray/${state}Template.png`
  return `tray/${state}.${platform === 'win32' ? 'ico' : 'png'}`
}

/** "Hookline: 2 for you, 14 unread". */
export function trayText({ badge, unread }: Counts, words: ShellWords['tray']): string {
  const parts = [badge > 0 && words.badge(badge), unread > 0 && words.unread(unread)].filter((part) => part !== false)
  return parts.length === 0 ? 'Hookline' : `Hookline: ${parts.join(', ')}`
}

/** A timer stands still while the computer sleeps, and the longest there is lasts 24 days. */
const LOOK_MS = 60_000

/** @returns how long to wait until it is looked whether the pause is over; null when there is none. */
export function lookAgainIn({ pausedUntil }: Pick<ShellStatus, 'pausedUntil'>, now: number): number | null {
  if (pausedUntil === null || pausedUntil <= now) return null
  return Math.min(pausedUntil - now, LOOK_MS)
}
