/** What the shell around the server must provide. Plain data and promises, so that it crosses a thread's port. */

/** What a system's notification is made of. */
export interface SystemNotification {
  readonly title: string
  readonly body: string
  /** The page of the window that a click opens, for instance `/channels/town-square/messages/…`; null for the window alone. */
  readonly path: string | null
}

export interface Platform {
  /** Names to prefill on first run. */
  suggestNames(): Promise<{ readonly workspaceName: string; readonly displayName: string }>
  /** Shows it by the means of the system, unless the window is being looked at. @returns whether the system has such means. */
  notify(notification: SystemNotification): Promise<boolean>
  /** The number on the app's icon; 0 for none. */
  setBadge(count: number): Promise<void>
}
