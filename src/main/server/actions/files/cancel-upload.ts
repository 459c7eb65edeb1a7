/** A person takes back a file that was not posted. */
import type { FileId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import { deleteUpload, findUpload } from '../../store/uploads.ts'

/** One that is not there, or not there any more, is as good as cancelled: a face may ask again after a lost answer. */
export async function cancelUpload(ctx: Context, actor: Actor, { fileId }: { readonly fileId: FileId }): Promise<{ fileId: FileId }> {
  const wasThere = await ctx.write((tx) => {
    if (findUpload(tx, fileId)?.personId !== actor.personId) return false
    deleteUpload(tx, fileId)
    return true
  })
  if (wasThere) await ctx.files.incoming.drop(fileId)
  return { fileId }
}
