/** Keeps the words of unsaved changes: over a reload in this window's storage, and for the composer when the message is deleted elsewhere. Nothing is ever saved by itself. */
import { z } from 'zod'
import type { AppEvent } from '#shared/contract/events.ts'
import { messageIdSchema } from '#shared/contract/ids.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { rpc } from '../data/client.ts'
import { useConnection } from '../data/connection.ts'
import { toErrorBody } from '../data/errors.ts'
import { placeKey, putBackText } from './drafts.ts'
import { stopEditing, useEditing, type Editing } from './editing.ts'

const storedSchema = z.object({
  open: z.object({ messageId: z.string(), place: z.enum(['channel', 'thread', 'list']) }).nullable(),
  edits: z.record(z.string(), z.object({ text: z.string(), base: z.string(), channelId: z.string(), threadRootId: messageIdSchema.nullable() })),
})

let started = false
let onRescued: () => void = () => undefined

/** Called as soon as it is known who I am; only the first call counts. @param say tells that words of a deleted message stand in a composer now */
export function startKeepingEdits({ workspace, me }: Session, say: () => void): void {
  if (started) return
  started = true
  onRescued = say
  const key = `hookline.edits.${workspace.id}.${me.id}`
  const { open, edits } = readStored(key)
  useEditing.setState((now) => ({ open: now.open ?? open, edits: { ...edits, ...now.edits } }))
  useEditing.subscribe((editing) => store(key, editing))
  // What was deleted while nobody listened is told by no event.
  useConnection.subscribe(({ state }, before) => state === 'open' && before.state !== 'open' && lookForDeleted())
  if (useConnection.getState().state === 'open') lookForDeleted()
}

/** Called for each event. */
export function heedDeleted(event: AppEvent): void {
  if (event.name === 'message.changed' && event.data.deletedAt !== null) rescue(event.data.id)
}

/** What was changed of it goes to the composer of its place, before whatever was begun there. */
function rescue(messageId: string): void {
  const edit = useEditing.getState().edits[messageId]
  stopEditing(messageId)
  if (edit === undefined || edit.text === edit.base || edit.text.trim() === '') return
  putBackText(placeKey(edit), edit.text)
  onRescued()
}

function lookForDeleted(): void {
  for (const [messageId, { channelId }] of Object.entries(useEditing.getState().edits)) void isDeleted(messageId, channelId).then((isGone) => isGone && rescue(messageId))
}

/** One whose channel I cannot read any more is not there for me either, and may come back. */
async function isDeleted(messageId: string, channelId: string): Promise<boolean> {
  try {
    return (await rpc.messages.show({ id: messageId })).deletedAt !== null
  } catch (error) {
    if (toErrorBody(error).code !== 'not_found') return false
    const channels = await rpc.channels.list().catch(() => [])
    return channels.some(({ id }) => id === channelId)
  }
}

function readStored(key: string): Pick<Editing, 'open' | 'edits'> {
  try {
    return storedSchema.parse(JSON.parse(sessionStorage.getItem(key) ?? ''))
  } catch {
    // Nothing there, or of another version.
    return { open: null, edits: {} }
  }
}

function store(key: string, { open, edits }: Editing): void {
  if (Object.keys(edits).length === 0) return sessionStorage.removeItem(key)
  try {
    sessionStorage.setItem(key, JSON.stringify({ open, edits }))
  } catch {
    // The storage is full: it lives as long as the page.
  }
}
