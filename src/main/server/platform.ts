/** What the shell around the server must provide. Plain data and promises, so that it crosses a thread's port. */

export interface Platform {
  /** Names to prefill on first run. */
  suggestNames(): Promise<{ readonly workspaceName: string; readonly displayName: string }>
}
