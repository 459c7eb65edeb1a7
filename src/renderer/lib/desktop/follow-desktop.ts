/** What the desktop shell tells its window: which page opens, what a menu wants done, what happened outside, and its own state. */
import { shellNotices, windowCommands, type ShellNotice, type ShellState, type WindowCommand } from '#shared/contract/shell.ts'
import { settingsPath } from '../format/channel-path.ts'
import { readInvite, readOneOf, readPath, readShellState } from './desktop-message.ts'
import { openJoining } from '../screen/joining.ts'
import { queryClient } from '../data/query-client.ts'
import { keys } from '../data/query-keys.ts'
import { isModalOpen, runShortcut } from '../screen/shortcuts.ts'

/** `onNotice` says it to people. */
export function followDesktop(onNotice: (notice: ShellNotice) => void): void {
  if (window.hooklineDesktop === undefined) return
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window) return
    const path = readPath(event.data)
    if (path !== null) location.hash = `#${path}`
    const invite = readInvite(event.data)
    if (invite !== null) openJoining(invite)
    const command = readOneOf(windowCommands, 'hookline:command', event.data)
    if (command !== null) obey(command)
    const notice = readOneOf(shellNotices, 'hookline:notice', event.data)
    if (notice !== null) onNotice(notice)
    const state = readShellState(event.data)
    if (state !== null) queryClient.setQueryData<ShellState>(keys.shell, state)
  })
}

/** A dialog is answered first, as with the keys. */
function obey(command: WindowCommand): void {
  if (isModalOpen()) return
  if (command === 'about' || command === 'desktopSettings') location.hash = `#${settingsPath(command === 'about' ? 'about' : 'desktop')}`
  else runShortcut(command)
}
