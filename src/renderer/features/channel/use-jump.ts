/** Takes the reader to one row: the message of the address, or the first unread one; fetches its surroundings when they are not loaded. */
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { openPanel } from '#renderer/lib/screen/panel.ts'
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'
import type { Paging } from '#renderer/lib/data/use-window-paging.ts'
import type { Row } from './rows.ts'
import type { MessageScroll } from './use-message-scroll.ts'

export interface JumpOptions {
  channelId: string
  rows: readonly Row[]
  scroll: Pick<MessageScroll, 'toIndex'>
  paging: Pick<Paging, 'loadAround'>
  /** From the address. */
  targetId: string | null
}

export interface Jump {
  /** The row to mark for two seconds; null for none. */
  readonly flashId: string | null
  /** To the line "New since …"; `position` is the mark, to load around. */
  toFirstNew: (position: number) => void
}

/** Which row is wanted, until it was reached. */
type Wanted = { readonly kind: 'message'; readonly id: string } | { readonly kind: 'new' }

const FLASH_MS = 2000

export function useJump({ channelId, rows, scroll, paging, targetId }: JumpOptions): Jump {
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const [flashId, setFlashId] = useState<string | null>(null)
  const { toIndex } = scroll
  const target = useTarget(channelId, targetId, useCallback((id) => setWanted({ kind: 'message', id }), []))

  const latestRows = useRef(rows)
  useEffect(() => void (latestRows.current = rows))
  const load = useCallback(
    async (position: number) => {
      try {
        await paging.loadAround(position)
      } catch (error) {
        setWanted(null)
        toast({ tone: 'bad', text: t('channel:messageNotFound', { reason: toErrorBody(error).message }) })
      }
    },
    [paging],
  )
  useEffect(() => {
    if (wanted?.kind !== 'message' || target === null || target.id !== wanted.id) return
    if (indexOf(latestRows.current, wanted) === -1) void load(target.position)
  }, [wanted, target, load])

  useEffect(() => {
    const index = wanted === null ? -1 : indexOf(rows, wanted)
    if (wanted === null || index === -1) return
    setWanted(null)
    toIndex(index, wanted.kind === 'new' ? 'start' : 'center')
    if (wanted.kind === 'message') setFlashId(wanted.id)
  }, [rows, wanted, toIndex])
  useEffect(() => {
    if (flashId === null) return
    const timer = setTimeout(() => setFlashId(null), FLASH_MS)
    return () => clearTimeout(timer)
  }, [flashId])

  const toFirstNew = (position: number): void => {
    setWanted({ kind: 'new' })
    if (indexOf(rows, { kind: 'new' }) === -1) void load(position + 1)
  }
  return { flashId, toFirstNew }
}

function indexOf(rows: readonly Row[], wanted: Wanted): number {
  return rows.findIndex((row) => (wanted.kind === 'new' ? row.isFirstNew : row.message.id === wanted.id))
}

interface Target {
  /** The row that stands for it in the channel: for a reply, of its root. */
  readonly id: string
  readonly position: number
  readonly channelId: string
}

/** Looks the message of the address up; a reply opens its thread. Asks for the row whenever the address is followed anew. */
function useTarget(channelId: string, targetId: string | null, onWant: (id: string) => void): Target | null {
  const { data, error } = useQuery({ queryKey: ['target', targetId], queryFn: () => find(targetId!), enabled: targetId !== null, gcTime: 0, staleTime: 0 })
  const follows = useFollows()
  useEffect(() => {
    // One of another channel: its address is on the way there.
    if (data?.channelId !== channelId || targetId === null) return
    if (data.replyId !== null) openPanel({ kind: 'thread', channelId, rootId: data.id, messageId: data.replyId })
    onWant(data.id)
  }, [data, targetId, channelId, onWant, follows])
  useEffect(() => {
    if (error !== null) toast({ tone: 'bad', text: t('channel:messageNotFound', { reason: toErrorBody(error).message }) })
  }, [error])
  return targetId === null || data?.channelId !== channelId ? null : data
}

async function find(id: string): Promise<Target & { readonly replyId: string | null }> {
  const message = await rpc.messages.show({ id })
  const { channelId } = message
  if (message.threadRootId === null) return { id: message.id, position: message.position, channelId, replyId: null }
  const root = await rpc.messages.show({ id: message.threadRootId })
  return { id: root.id, position: root.position, channelId, replyId: message.id }
}

/** Counts how often a link to the present address was pressed: the address does not change then, but the reader wants to go there again. */
function useFollows(): number {
  const [follows, setFollows] = useState(0)
  useEffect(() => {
    const handleClick = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest('a[href]') : null
      if (link instanceof HTMLAnchorElement && link.hash !== '' && link.href === location.href) setFollows((count) => count + 1)
    }
    document.addEventListener('click', handleClick)
    return () => document.removeEventListener('click', handleClick)
  }, [])
  return follows
}
