/** A simple model of what is unread and what wants me, as a person would keep it: what badge, sidebar and tray are compared with. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { Unreads } from '#shared/contract/unread.ts'

/** What the model remembers of a message: only what a person would. */
export interface Known {
  readonly id: MessageId
  readonly place: string
  readonly position: number
  readonly rootId: MessageId | null
  readonly mine: boolean
  readonly names: boolean
  readonly audience: boolean
  readonly keyword: boolean
  /** Which hook wrote it. */
  readonly hook?: string
  deleted: boolean
}

export interface Place {
  readonly id: string
  readonly isDirect: boolean
  messages: Known[]
  readonly roots: Known[]
  mark: number
  muted: boolean
}

export interface Thread {
  readonly replies: Known[]
  following: boolean
  mark: number
}

export class Model {
  readonly places = new Map<string, Place>()
  readonly threads = new Map<MessageId, Thread>()
  readonly replies = new Map<MessageId, Known[]>()
  readonly byId = new Map<MessageId, Known>()
  /** Hooks that I do not want to hear. */
  readonly muted = new Set<string>()

  add(known: Known): void {
    const place = this.places.get(known.place)!
    place.messages.push(known)
    this.byId.set(known.id, known)
    if (known.rootId === null) {
      place.roots.push(known)
      if (known.mine) place.mark = Math.max(place.mark, known.position)
      return
    }
    const root = this.byId.get(known.rootId)!
    const replies = this.replies.get(root.id) ?? []
    this.replies.set(root.id, replies)
    replies.push(known)
    if (root.mine) this.follow(root.id, root.position)
    if (known.mine) this.follow(root.id, known.position).mark = known.position
    else if (known.names || (place.isDirect && !place.muted && this.isHeard(known))) this.follow(root.id, known.position - 1)
  }

  private isHeard({ hook }: Known): boolean {
    return hook === undefined || !this.muted.has(hook)
  }

  /** In a conversation everything wants me; what is muted only where it names me. In threads as well. */
  private isWanted({ muted, isDirect }: Place, { names, audience, keyword }: Known): boolean {
    return muted ? names : isDirect || names || audience || keyword
  }

  private unreadOf({ roots, mark }: Place): Known[] {
    return roots.filter((one) => one.position > mark && !one.deleted && !one.mine && this.isHeard(one))
  }

  private freshOf({ replies, mark }: Thread): Known[] {
    return replies.filter((one) => one.position > mark && !one.deleted && !one.mine && this.isHeard(one))
  }

  /** Where nothing is unread, nothing becomes it. */
  unmute(hook: string): void {
    for (const place of this.places.values()) if (this.unreadOf(place).length === 0) place.mark = Math.max(place.mark, ...place.messages.map(({ position }) => position))
    for (const thread of this.threads.values()) if (thread.following && this.freshOf(thread).length === 0) thread.mark = Math.max(thread.mark, ...thread.replies.filter((one) => one.hook === hook).map(({ position }) => position))
    this.muted.delete(hook)
  }

  follow(rootId: MessageId, mark: number): Thread {
    const thread = this.threads.get(rootId) ?? { replies: this.replies.get(rootId) ?? [], following: true, mark }
    this.threads.set(rootId, thread)
    return thread
  }

  expected(): Omit<Unreads, 'channels'> & { channels: Record<string, [unread: number, mentions: number]> } {
    const channels: Record<string, [number, number]> = {}
    let badge = 0
    for (const place of this.places.values()) {
      const unread = this.unreadOf(place)
      const wanted = unread.filter((one) => this.isWanted(place, one))
      channels[place.id] = [Math.min(100, unread.length), Math.min(100, wanted.length)]
      badge += Math.min(100, wanted.length)
    }
    const threads = { unread: 0, mentions: 0 }
    for (const [rootId, thread] of this.threads) {
      const fresh = this.freshOf(thread)
      if (!thread.following || fresh.length === 0) continue
      threads.unread += 1
      threads.mentions += fresh.filter((one) => this.isWanted(this.places.get(this.byId.get(rootId)!.place)!, one)).length
    }
    const capped = { unread: Math.min(100, threads.unread), mentions: Math.min(100, threads.mentions) }
    return { channels, threads: capped, badge: badge + capped.mentions }
  }
}

/** Mulberry32: the same seed gives the same story. */
export function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
