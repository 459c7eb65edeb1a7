/** Notification: recorded when it is shown; a test clicks it. */
import { EventEmitter } from 'node:events'
import { guardClass, type Misfits, type None } from './surface.ts'
import { note } from './test-process.ts'

/** Those that are on the screen, oldest first. */
export const shownNotifications: Notification[] = []

export class Notification extends EventEmitter {
  title: string
  subtitle: string
  body: string
  silent: boolean
  #options: Electron.NotificationConstructorOptions
  static isSupported(): boolean {
    return process.env['DOUBLE_NO_NOTIFICATIONS'] === undefined
  }
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    this.#options = options
    this.title = options.title ?? ''
    this.subtitle = options.subtitle ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
  }
  show(): void {
    shownNotifications.push(this)
    const { icon, ...options } = this.#options
    note('notification', { ...options, title: this.title, body: this.body, hasIcon: icon !== undefined })
    this.emit('show', {})
  }
  close(): void {
    const index = shownNotifications.indexOf(this)
    if (index !== -1) shownNotifications.splice(index, 1)
    this.emit('close', { reason: 'applicationHidden' })
  }
}
guardClass('Notification', Notification)
export type NotificationFits = None<Misfits<Notification, Electron.Notification>>
