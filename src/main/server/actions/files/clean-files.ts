/** Removes what nobody needs from the file store: uploads that were neither posted nor are part of a draft, and contents that nothing refers to any more. */
import type { Context } from '../../context.ts'
import { findLastChangeAt } from '../../store/change-log.ts'
import type { Tx } from '../../store/connection.ts'
import { deleteLocal, findLocal, setLocal } from '../../store/local-state.ts'
import { isContentPosted, readHeldContents } from '../../store/message-files.ts'
import { deleteUnfinishedUploads, deleteUpload, listUploadsBefore } from '../../store/uploads.ts'

const hourMs = 3_600_000
/** How long an upload waits to be posted; one in a draft waits as long as the draft. */
const waitMs = 24 * hourMs
/** Clocks of other devices are off by less, and a file is placed before it is posted. */
const marginMs = 24 * hourMs
/** A content is left alone in its first hour: its upload may not be on record yet. */
const youthMs = hourMs

/**
 * At the start, before a team begins to seal: what was not whole when the program ended cannot be gone on with, because its hash or its key was in memory.
 * @param isCopy a copy was put in the place of the data file since the last start
 */
export async function beginFiles(ctx: Context, isCopy: boolean): Promise<void> {
  await ctx.write((tx) => {
    deleteUnfinishedUploads(tx)
    if (isCopy) keepSinceCopy(tx, ctx.now())
  })
  await ctx.files.dropLeftOver()
}

/** Somebody put a copy in the place of the data file, perhaps for a look: what was placed since its last change is of the other one. So it stays with what an earlier time like this said. */
function keepSinceCopy(tx: Tx, now: number): void {
  const copiedAt = Math.max(0, (findLastChangeAt(tx) ?? 0) - marginMs)
  const known = findLocal(tx, 'filesFrom') === undefined ? undefined : Number(findLocal(tx, 'filesSince') ?? 0)
  setLocal(tx, 'filesSince', String(Math.min(known ?? copiedAt, copiedAt)))
  setLocal(tx, 'filesFrom', String(now))
}

/** Every hour. Safe beside everything else: uploads end in the same write that a post would take them in, and contents are asked for and removed without a pause. */
export async function cleanFiles(ctx: Context, signal?: AbortSignal): Promise<void> {
  const now = ctx.now()
  const ended = await ctx.write((tx) => {
    const uploads = listUploadsBefore(tx, now - waitMs)
    for (const { fileId } of uploads) deleteUpload(tx, fileId)
    return uploads
  })
  for (const { fileId, sha256 } of ended) if (sha256 === null) await ctx.files.incoming.drop(fileId)
  await ctx.files.incoming.dropStray(now - waitMs)
  await sweepContents(ctx, now, signal)
}

/** Another data file's may be wanted again: it may only be away for now. What a repair lost the messages of is kept beside the damaged file, also what was too young for it at first. */
async function sweepContents(ctx: Context, now: number, signal: AbortSignal | undefined): Promise<void> {
  const before = now - youthMs
  const [since = '0', from = '0'] = [findLocal(ctx.reader, 'filesSince'), findLocal(ctx.reader, 'filesFrom')]
  const [repairedAt, aside] = [findLocal(ctx.reader, 'lossyRepairAt'), findLocal(ctx.reader, 'lossyRepairKept')]
  await ctx.files.contents.sweep({ since: Number(since), from: Number(from), before, ahead: now + waitMs, aside }, () => {
    if (signal?.aborted) return () => true
    const held = readHeldContents(ctx.reader)
    return (sha256) => held.has(sha256) || isContentPosted(ctx.reader, sha256)
  })
  if (aside !== undefined && before > Number(repairedAt) && !signal?.aborted) await ctx.write((tx) => deleteLocal(tx, 'lossyRepairKept'))
}
