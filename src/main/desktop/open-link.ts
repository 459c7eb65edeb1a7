/** The one way for an address to reach the system, whoever wrote it: a click in a message, a card, a menu of ours. */
import { shell } from 'electron'
import { safeLink } from './link-address.ts'

/** Does nothing with what is neither http, https nor mailto. */
export function openLink(rawUrl: unknown): void {
  const link = safeLink(rawUrl)
  // Without a browser the system refuses, and there is nothing that the app could do about it.
  if (link !== undefined) void shell.openExternal(link).catch(() => undefined)
}
