/** Pictures that came with a message and are named by one of its cards: shown there, and not a second time below. */
import type { File as SentFile } from '#shared/contract/file.ts'
import type { Message } from '#shared/contract/message.ts'
import { isPicture } from '../file/picture-size.ts'

/** `url` is `attachment://` and the file's name. Undefined when no picture of that name came along. */
export function findAttachedPicture(url: string | undefined, files: readonly SentFile[]): SentFile | undefined {
  const name = /^attachment:\/\/(.+)$/i.exec(url ?? '')?.[1]
  return name === undefined ? undefined : files.find((file) => isPicture(file) && sameName(file.name, name))
}

/** The files that are listed below. */
export function filesBeside({ files, attachments }: Pick<Message, 'files' | 'attachments'>): readonly SentFile[] {
  if (files.length === 0 || attachments.length === 0) return files
  const shown = new Set(attachments.flatMap(({ image_url, thumb_url }) => [findAttachedPicture(image_url, files), findAttachedPicture(thumb_url, files)]))
  return files.filter((file) => !shown.has(file))
}

/** Senders write a space as it is, as `%20`, or as `_`, which is what Discord makes of it. */
function sameName(name: string, named: string): boolean {
  return toKey(name) === toKey(named)
}

function toKey(name: string): string {
  try {
    return decodeURIComponent(name).replaceAll(' ', '_')
  } catch {
    return name.replaceAll(' ', '_')
  }
}
