/** What this window does with a notification: nothing for what is being looked at, a card inside, the browser's own outside, and a sound. */
import { create } from 'zustand'
import type { Channel } from '#shared/contract/channel.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Preferences } from '#shared/contract/preference.ts'
import type { Notification } from '#shared/contract/unread.ts'
import { isPaused, isQuietAt } from '#shared/core/notify.ts'
import { t } from '#renderer/text/i18n.ts'
import { channelPath, messagePath } from '../format/channel-path.ts'
import { showOutside, type OutsideNotification } from './outside.ts'
import { usePanel } from '../screen/panel.ts'
import { queryClient } from '../data/query-client.ts'
import { keys } from '../data/query-keys.ts'
import { playTone } from './tone.ts'

/** Newest last. */
export const useNotices = create<{ readonly shown: readonly Notification[] }>(() => ({ shown: [] }))

const MOST_SHOWN = 3

/** Called for each event: shows what the server raises for me, and takes away what was deleted or read since, wherever that was. */
export function followNotices(event: AppEvent): void {
  if (event.name === 'notification.raised') receiveNotification(event.data)
  if (event.name === 'message.changed' && event.data.deletedAt !== null) withdraw(({ messageId }) => messageId === event.data.id)
  if (event.name !== 'unreads.changed') return
  const read = new Set(event.data.channels.flatMap(({ channelId, unread }) => (unread === 0 ? [channelId] : [])))
  // What was read of a thread is not counted by channel.
  withdraw(({ channelId, threadRootId }) => threadRootId === null && read.has(channelId))
}

/** The browser shows one of each channel. */
const outside = new Map<Notification['channelId'], { readonly notification: Notification; readonly note: OutsideNotification }>()

function withdraw(isOver: (notification: Notification) => boolean): void {
  for (const one of useNotices.getState().shown.filter(isOver)) dismissNotification(one)
  for (const [channelId, { notification, note }] of outside) {
    if (!isOver(notification)) continue
    outside.delete(channelId)
    note.close()
  }
}

function receiveNotification(notification: Notification): void {
  const preferences = queryClient.getQueryData<Preferences>(keys.preferences)
  if (preferences === undefined || isDisturbing(preferences) || isLookingAt(notification)) return
  if (preferences['notify.sound']) playTone()
  const isAway = document.hidden || !document.hasFocus()
  const note = isAway && preferences['notify.outside'] ? showOutside({ ...outsideText(notification), tag: notification.channelId, onClick: () => openNotification(notification) }) : null
  if (note === null) showInside(notification)
  else outside.set(notification.channelId, { notification, note })
}

/** The text as a system draws it: it knows no badge, so the title says it. */
function outsideText({ title, body, count, bot }: Notification): { title: string; body: string } {
  const lines = [body, count > 1 && t('notify:more', { count: count - 1 }), bot && t('notify:notEncrypted')]
  return { title, body: lines.filter(Boolean).join('\n') }
}

/** Opens the message; for a reply the page opens its thread. */
export function openNotification(notification: Notification): void {
  dismissNotification(notification)
  // Pressed, the browser's own is gone already.
  if (outside.get(notification.channelId)?.notification === notification) outside.delete(notification.channelId)
  const channel = findChannel(notification.channelId)
  if (channel !== undefined) location.hash = `#${messagePath({ channel: channel.name, id: notification.messageId })}`
}

export function dismissNotification(notification: Notification): void {
  useNotices.setState(({ shown }) => ({ shown: shown.filter((one) => one !== notification) }))
}

/** One card per channel: the newer one takes the older one's place and stands for both. */
function showInside(notification: Notification): void {
  useNotices.setState(({ shown }) => {
    const earlier = shown.find(({ channelId }) => channelId === notification.channelId)
    const merged = earlier === undefined ? notification : { ...notification, count: earlier.count + notification.count }
    return { shown: [...shown.filter((one) => one !== earlier), merged].slice(-MOST_SHOWN) }
  })
}

/** Quiet hours are those of this window's own time zone. */
function isDisturbing(preferences: Preferences): boolean {
  const now = new Date()
  return isPaused(preferences, now.getTime()) || isQuietAt(preferences['notify.quietHours'], now.getHours() * 60 + now.getMinutes())
}

function isLookingAt({ channelId, threadRootId }: Notification): boolean {
  if (document.hidden || !document.hasFocus()) return false
  const channel = findChannel(channelId)
  const path = location.hash.slice(1)
  const isInChannel = channel !== undefined && (path === channelPath(channel) || path.startsWith(`${channelPath(channel)}/`))
  if (threadRootId === null || !isInChannel) return isInChannel
  const { panel } = usePanel.getState()
  return panel?.kind === 'thread' && panel.rootId === threadRootId
}

const findChannel = (channelId: string): Channel | undefined => queryClient.getQueryData<readonly Channel[]>(keys.channels)?.find(({ id }) => id === channelId)
