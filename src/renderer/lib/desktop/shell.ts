/** The desktop shell around this window: its state, and changes to its settings. In a browser there is none. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { ShellCall, ShellChange, ShellState } from '#shared/contract/shell.ts'
import { queryClient } from '../data/query-client.ts'
import { keys } from '../data/query-keys.ts'
import { ShellError } from './shell-error.ts'

/** Only where `hasShell`. The shell tells each change by itself (follow-desktop.ts). */
export const useShell = (): UseQueryResult<ShellState> => useQuery({ queryKey: keys.shell, queryFn: () => call({ call: 'read' }) })

export const hasShell = window.hooklineDesktop !== undefined

/** @throws ShellError. */
export async function changeShell(change: ShellChange): Promise<void> {
  queryClient.setQueryData<ShellState>(keys.shell, await call({ call: 'set', change }))
}

/** The answer comes as a change of the state. @throws ShellError. */
export async function checkForUpdates(): Promise<void> {
  queryClient.setQueryData<ShellState>(keys.shell, await call({ call: 'checkForUpdates' }))
}

async function call(given: ShellCall): Promise<ShellState> {
  try {
    return await window.hooklineDesktop!.shell.call(given)
  } catch (error) {
    throw new ShellError('the shell refused', { cause: error })
  }
}
