/** What the shell around the server must provide. Plain data and promises, so that it crosses a thread's port. */
import type { Preferences } from '#shared/contract/preference.ts'

/** What a system's notification is made of. */
export interface SystemNotification {
  readonly title: string
  readonly body: string
  /** The body for a device that hides previews: what remains without the text of the message. */
  readonly plainBody: string
  /** The page of the window that a click opens, for instance `/channels/town-square/messages/…`; null for the window alone: a test, shown whatever is being looked at. */
  readonly path: string | null
}

/** What the shell shows of the app outside its window, and how its own words and colours are. */
export interface ShellStatus {
  /** The number on the app's icon; 0 for none. */
  readonly badge: number
  /** Unread messages in channels that are not muted, and unread threads; each channel counts to UNREAD_LIMIT. */
  readonly unread: number
  /** ms since epoch until when nothing is shown; null for not now. */
  readonly pausedUntil: number | null
  readonly language: Preferences['look.language']
  readonly theme: Preferences['look.theme']
}

export interface Platform {
  /** Names to prefill on first run. */
  suggestNames(): Promise<{ readonly workspaceName: string; readonly displayName: string }>
  /** Shows it by the means of the system, unless the window is being looked at. @returns whether the system has such means. */
  notify(notification: SystemNotification): Promise<boolean>
  /** Takes the notification that opens `path` away: it was read. */
  withdraw(path: string): Promise<void>
  /** Called at the start and whenever something of it has changed. */
  showStatus(status: ShellStatus): Promise<void>
  /** Seals the key of this device's secrets with the keyring of the system; left out where none can be asked. @returns `unsafe`, with its name, when it keeps nothing safe. */
  sealMasterKey?(key: Uint8Array): Promise<{ readonly sealed: Uint8Array } | { readonly unsafe: string }>
  /** @returns null when the keyring is locked, or another one than sealed it. */
  openMasterKey?(sealed: Uint8Array): Promise<Uint8Array | null>
}
