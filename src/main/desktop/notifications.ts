/** Notifications and the badge by the means of the system; a click shows the window and opens the message there. */
import { app, Notification } from 'electron'
import type { DesktopAbilities } from './server-thread.ts'
import { isWindowFocused, openInWindow } from './window.ts'

/** Those that are on the screen: without a reference their clicks would be collected with them. */
const shown = new Set<Notification>()

export const canNotify = (): boolean => Notification.isSupported()

export const abilities: DesktopAbilities = {
  notify: ({ title, body, path }) => {
    // While it is being looked at, the window shows them itself.
    if (isWindowFocused()) return
    const notification = new Notification({ title, body, silent: true })
    shown.add(notification)
    notification.on('close', () => shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      openInWindow(path)
    })
    notification.show()
  },
  setBadge: (count) => void app.setBadgeCount(count),
}
