/** Reads what the preload script passes on from the desktop shell; anything else is nothing. */
import type { DesktopMessage, ShellState } from '#shared/contract/shell.ts'

/** Only pages of channels, and what became of one request to a webhook: a message to the window can open nothing where something is set. */
const PATH = /^\/(?:channels\/[a-z0-9][a-z0-9._-]{0,150}(?:\/messages\/[0-9a-f-]{36})?|integrations\/incoming\/[0-9a-f-]{36}\/requests\/[1-9][0-9]{0,14})$/

/** Null for anything that the preload script does not send. */
export function readPath(data: unknown): string | null {
  const { type, path } = asMessage(data)
  return type === 'hookline:open' && typeof path === 'string' && PATH.test(path) ? path : null
}

/** As `parse-link.ts` of the desktop lets them through. */
const INVITE = /^hookline:\/\/join\/?#[A-Za-z0-9._~=&%+-]{1,8000}$/

/** The invite link that came from outside; null for anything else. */
export function readInvite(data: unknown): string | null {
  const { type, link } = asMessage(data)
  return type === 'hookline:join' && typeof link === 'string' && INVITE.test(link) ? link : null
}

/** Null for anything but one of `known`. */
export function readOneOf<T extends string>(known: readonly T[], type: DesktopMessage['type'], data: unknown): T | null {
  const message = asMessage(data)
  return message.type === type ? (known.find((one) => one === message[type === 'hookline:command' ? 'command' : 'notice']) ?? null) : null
}

/** Only the preload script can say this, and it says what the main process does. */
export function readShellState(data: unknown): ShellState | null {
  const { type, state } = asMessage(data)
  return type === 'hookline:shell' && typeof state === 'object' && state !== null ? (state as ShellState) : null
}

const asMessage = (data: unknown): Partial<Record<'type' | 'path' | 'link' | 'command' | 'notice' | 'state', unknown>> => (typeof data === 'object' && data !== null ? data : {})
