/** What one does to a message: shown at once, then asked of the server; taken back and told with its reason when it was refused. */
import type { QueryClient } from '@tanstack/react-query'
import type { Message, Reaction } from '#shared/contract/message.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { messageLink } from '#renderer/lib/format/own-link.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { patchMessage } from '#renderer/lib/data/patch-message.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { showAtOnce, type Wish } from '#renderer/lib/data/show-at-once.ts'
import { holdUnread, releaseUnread, useHeldUnread } from '#renderer/lib/screen/reading.ts'
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'
import { writeClipboard } from '#renderer/ui/use-copy.ts'

export async function react(cache: QueryClient, message: Message, emoji: string, me: string): Promise<void> {
  const isOn = hasReacted(message, emoji, me)
  await change(cache, message.id, {
    what: emoji,
    before: isOn,
    wanted: !isOn,
    draw: (now, on) => ({ ...now, reactions: withReaction(now.reactions, { emoji, me, on }) }),
    call: () => rpc.messages.react({ messageId: message.id, emoji, on: !isOn }),
    said: (answer) => hasReacted(answer, emoji, me),
    failed: 'message:failed.react',
  })
}

const hasReacted = (message: Message, emoji: string, me: string): boolean => message.reactions.some((reaction) => reaction.emoji === emoji && reaction.people.includes(me))

/** Exported for tests. The order stays, a new emoji comes last, one without people goes. */
export function withReaction(reactions: readonly Reaction[], { emoji, me, on }: { emoji: string; me: string; on: boolean }): Reaction[] {
  const others = (reaction: Reaction): string[] => reaction.people.filter((name) => name !== me)
  const changed = reactions.map((reaction) => (reaction.emoji === emoji ? { emoji, people: on ? [...others(reaction), me] : others(reaction) } : reaction))
  if (on && !reactions.some((reaction) => reaction.emoji === emoji)) changed.push({ emoji, people: [me] })
  return changed.filter(({ people }) => people.length > 0)
}

export async function pin(cache: QueryClient, message: Message): Promise<void> {
  const { pinnedAt } = message
  const done = await change<number | null>(cache, message.id, {
    what: 'pin',
    before: pinnedAt,
    wanted: pinnedAt === null ? Date.now() : null,
    draw: (now, at) => ({ ...now, pinnedAt: at }),
    call: () => rpc.messages.pin({ messageId: message.id, on: pinnedAt === null }),
    said: (answer) => answer.pinnedAt,
    failed: 'message:failed.pin',
  })
  if (done) void cache.invalidateQueries({ queryKey: keys.pinned(message.channelId) })
}

export async function save(cache: QueryClient, { id }: Message, on: boolean): Promise<void> {
  const show = (isSaved: boolean): void => patchData<readonly string[]>(cache, keys.savedIds, (ids) => (isSaved ? [...ids.filter((other) => other !== id), id] : ids.filter((other) => other !== id)))
  try {
    await showAtOnce({ name: `save ${id}`, before: !on, wanted: on, show, call: () => rpc.messages.save({ messageId: id, on }), said: () => on })
    void cache.invalidateQueries({ queryKey: keys.saved })
  } catch (error) {
    tell('message:failed.save', error)
  }
}

/** The list then leaves the mark alone until it is left. */
export async function markUnread(cache: QueryClient, message: Message): Promise<void> {
  const place = message.threadRootId ?? message.channelId
  const before = useHeldUnread.getState().held[place]
  holdUnread(place, message.position - 1)
  try {
    cache.setQueryData(keys.unreads, await rpc.unreads.markUnread({ messageId: message.id }))
    if (message.threadRootId !== null) void cache.invalidateQueries({ queryKey: keys.thread(message.threadRootId) })
  } catch (error) {
    if (before === undefined) releaseUnread(place)
    else holdUnread(place, before)
    tell('message:failed.markUnread', error)
  }
}

export async function follow(cache: QueryClient, rootId: Message['id'], following: boolean): Promise<void> {
  try {
    cache.setQueryData(keys.thread(rootId), await rpc.threads.follow({ rootId, following }))
    toast({ tone: 'ok', text: t(following ? 'message:done.followed' : 'message:done.unfollowed'), brief: true })
  } catch (error) {
    tell('message:failed.follow', error)
  }
}

export async function copyLink(message: Message): Promise<void> {
  await copy(messageLink(message), 'message:done.linkCopied')
}

export async function copyText(message: Message): Promise<void> {
  await copy(message.text, 'message:done.textCopied')
}

async function copy(text: string, done: 'message:done.linkCopied' | 'message:done.textCopied'): Promise<void> {
  if (await writeClipboard(text)) toast({ tone: 'ok', text: t(done), brief: true })
  else toast({ tone: 'bad', text: t('message:done.notCopied') })
}

/** @throws what the call throws: the dialog tells it. */
export async function deleteMessage(cache: QueryClient, { id }: Message): Promise<void> {
  await rpc.messages.delete({ messageId: id })
  patchMessage(cache, id, (now) => (now.thread === null ? null : { ...now, deletedAt: now.deletedAt ?? Date.now(), text: '', files: [], reactions: [], pinnedAt: null }))
}

/** @throws what the call throws: the editor tells it and keeps the text. */
export async function saveEdit(cache: QueryClient, { id }: Message, text: string): Promise<void> {
  const message = await rpc.messages.edit({ messageId: id, text })
  patchMessage(cache, id, () => message)
}

interface Change<V> extends Omit<Wish<V, Message>, 'name' | 'show'> {
  readonly what: string
  /** From the message as it is then, so that what others did meanwhile stays. */
  readonly draw: (now: Message, value: V) => Message
  readonly failed: FailedText
}

type FailedText = `message:failed.${'react' | 'pin' | 'save' | 'markUnread' | 'follow'}`

/** Calls under way per message: only the last answer is drawn, so that two quick clicks do not flicker. */
const underWay = new Map<string, number>()

/** @returns whether the server agreed. */
async function change<V>(cache: QueryClient, id: string, { what, draw, failed, ...wish }: Change<V>): Promise<boolean> {
  underWay.set(id, (underWay.get(id) ?? 0) + 1)
  try {
    const answer = await showAtOnce({ ...wish, name: `${what} ${id}`, show: (value) => patchMessage(cache, id, (now) => draw(now, value)) })
    if (underWay.get(id) === 1) patchMessage(cache, id, () => answer)
    return true
  } catch (error) {
    tell(failed, error)
    return false
  } finally {
    const left = underWay.get(id)! - 1
    if (left === 0) underWay.delete(id)
    else underWay.set(id, left)
  }
}

function tell(text: FailedText, error: unknown): void {
  toast({ tone: 'bad', text: t(text, { reason: toErrorBody(error).message }) })
}
