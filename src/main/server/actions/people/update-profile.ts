/** A person changes how others see them: name, title, status, time zone, picture. Everybody may change their own, and nobody another's. */
import type { ChangeOf, PostedFile } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { FileId } from '#shared/contract/ids.ts'
import type { Person, PersonStatus } from '#shared/contract/person.ts'
import { isDrawable } from '#shared/core/picture-types.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { findPicture, getPerson } from '../../store/people.ts'
import { findUpload, takeUploads } from '../../store/uploads.ts'
import { requirePerson } from '../require.ts'

/** What is left out stays as it is. */
export interface UpdateProfileInput {
  readonly displayName?: string | undefined
  readonly title?: string | undefined
  readonly status?: PersonStatus | null | undefined
  readonly timeZone?: string | null | undefined
  readonly pictureId?: FileId | null | undefined
}

/** A cropped square takes a tenth of it. */
const PICTURE_LIMIT_BYTES = 2 * 1024 * 1024

/** @throws AppError `invalid` (time zone, picture). */
export function updateProfile(ctx: Context, actor: Actor, input: UpdateProfileInput): Promise<Person> {
  return ctx.write((tx) => {
    const me = requirePerson(tx, actor)
    const body: ChangeOf<'profile.changed'>['body'] = {
      personId: me.id,
      displayName: input.displayName ?? me.displayName,
      title: input.title ?? me.title,
      status: input.status === undefined ? me.status : withoutNothing(input.status),
      timeZone: input.timeZone === undefined ? me.timeZone : checkTimeZone(input.timeZone),
      picture: takePicture(tx, me, input.pictureId),
    }
    commit(ctx, tx, { scope: 'workspace', kind: 'profile.changed', body })
    const person = getPerson(tx, me.id)
    tx.emit({ name: 'person.changed', data: person }, 'everyone')
    return person
  })
}

const withoutNothing = (status: PersonStatus | null): PersonStatus | null => (status?.emoji === '' && status.text === '' ? null : status)

function checkTimeZone(timeZone: string | null): string | null {
  if (timeZone === null) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone && timeZone
  } catch {
    throw new AppError('invalid', `There is no time zone “${timeZone}”.`, 'timeZone')
  }
}

function takePicture(tx: Tx, me: Person, pictureId: FileId | null | undefined): PostedFile | null {
  if (pictureId === null) return null
  if (pictureId === undefined || pictureId === me.pictureId) return findPicture(tx, me.id) ?? null
  const upload = findUpload(tx, pictureId)
  if (!upload || upload.personId !== me.id) throw new AppError('invalid', 'This picture is not here any more. Choose it again.', 'pictureId')
  if (!isDrawable(upload.mediaType)) throw new AppError('invalid', 'A profile picture must be a PNG, JPEG, GIF, WebP or AVIF.', 'pictureId')
  if (upload.sizeBytes > PICTURE_LIMIT_BYTES) throw new AppError('invalid', 'A profile picture may have at most 2 MiB.', 'pictureId')
  return takeUploads(tx, me.id, [pictureId])[0] ?? null
}
