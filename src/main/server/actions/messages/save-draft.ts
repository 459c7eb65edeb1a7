/** Keeps what a person wrote and did not send. */
import type { Draft } from '#shared/contract/draft.ts'
import type { FileId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import type { Reader } from '../../store/connection.ts'
import { listDrafts, setDraft, type DraftRow } from '../../store/drafts.ts'
import { findUpload, toFile, toPostedFile } from '../../store/uploads.ts'
import { requireChannel } from '../require.ts'

export interface SaveDraftInput {
  readonly channel: string
  readonly threadRootId: MessageId | null
  readonly text: string
  readonly fileIds: readonly FileId[]
}

/** One's own draft can be emptied wherever it stands, also in a private channel that one is not in any more. @throws AppError `not_found`. */
export function saveDraft(ctx: Context, actor: Actor, input: SaveDraftInput): Promise<Draft> {
  return ctx.write((tx) => {
    const isEmptied = input.text === '' && input.fileIds.length === 0
    const kept = isEmptied ? listDrafts(tx, actor.personId).find(({ channelId }) => channelId === input.channel) : undefined
    const id = kept?.channelId ?? requireChannel(tx, actor, input.channel).id
    const row: DraftRow = { channelId: id, threadRootId: input.threadRootId ?? '', text: input.text, fileIds: [...input.fileIds], updatedAt: ctx.now() }
    setDraft(tx, actor.personId, row)
    const draft = toDraft(tx, actor.personId, row)
    tx.emit({ name: 'draft.changed', data: draft }, { person: actor.personId })
    return draft
  })
}

export function readDrafts(reader: Reader, personId: PersonId): Draft[] {
  return listDrafts(reader, personId).map((row) => toDraft(reader, personId, row))
}

/** Files that were posted or thrown away meanwhile are not part of it any more. */
function toDraft(reader: Reader, personId: PersonId, { channelId, threadRootId, text, fileIds, updatedAt }: DraftRow): Draft {
  const files = fileIds.flatMap((fileId) => {
    const upload = findUpload(reader, fileId)
    const posted = upload && upload.personId === personId ? toPostedFile(upload) : undefined
    return posted ? [toFile(posted)] : []
  })
  return { channelId, threadRootId: threadRootId === '' ? null : threadRootId, text, files, updatedAt }
}
