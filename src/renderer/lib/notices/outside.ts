/** Notifications outside the window: the browser's, if it lets us. In the desktop app the main side shows them. */
import { create } from 'zustand'
import { rpc } from '../data/client.ts'

export type Permission = NotificationPermission | 'unsupported'
/** `silent`: the browser took it and did not say that it showed it. */
export type TestResult = 'shown' | 'silent' | 'denied' | 'unsupported' | 'failed'

export const isDesktop = window.hooklineDesktop !== undefined

const readPermission = (): Permission => ('Notification' in window ? Notification.permission : 'unsupported')

const useStored = create<{ readonly permission: Permission }>(() => ({ permission: readPermission() }))

export const usePermission = (): Permission => useStored(({ permission }) => permission)
export const canShowOutside = (permission: Permission): boolean => isDesktop || permission === 'granted'

/** People change it in the browser's own settings, too. */
export function followPermission(): void {
  void navigator.permissions.query({ name: 'notifications' }).then(
    (status) => status.addEventListener('change', () => useStored.setState({ permission: readPermission() })),
    () => undefined,
  )
}

/** Asks when the browser was never asked; in the desktop app there is nothing to ask. */
export async function askPermission(): Promise<Permission> {
  if (isDesktop) return 'granted'
  if (readPermission() === 'default') await Notification.requestPermission()
  const permission = readPermission()
  useStored.setState({ permission })
  return permission
}

export interface OutsideNote {
  readonly title: string
  readonly body: string
  /** One at a time of each; windows of the same app share it. */
  readonly tag?: string
  readonly onClick?: () => void
}

/** What the browser shows. */
export type OutsideNotification = Notification

/** @returns the browser's notification, or null where it may not be shown. */
export function showOutside({ title, body, tag, onClick }: OutsideNote): OutsideNotification | null {
  if (isDesktop || readPermission() !== 'granted') return null
  try {
    const shown = new Notification(title, { body, silent: true, ...(tag === undefined ? {} : { tag }) })
    shown.addEventListener('click', () => {
      window.focus()
      shown.close()
      onClick?.()
    })
    return shown
  } catch {
    // Browsers on phones allow them from service workers only.
    return null
  }
}

const TEST_WAIT_MS = 3000

/** Says what really came of it. */
export async function sendTest(note: OutsideNote): Promise<TestResult> {
  if (isDesktop) return rpc.preferences.testNotification({ title: note.title, body: note.body }).then(({ shown }) => (shown ? 'shown' : 'unsupported'), () => 'failed')
  const permission = await askPermission()
  if (permission === 'unsupported') return 'unsupported'
  if (permission !== 'granted') return 'denied'
  const shown = showOutside(note)
  if (shown === null) return 'unsupported'
  return new Promise((resolve) => {
    shown.addEventListener('show', () => resolve('shown'))
    shown.addEventListener('error', () => resolve('failed'))
    setTimeout(() => resolve('silent'), TEST_WAIT_MS)
  })
}
