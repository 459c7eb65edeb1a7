/** The sign of a file's kind. */
import { File, FileArchive, FileImage, FileMusic, FilePlay, FileText, FileCode } from 'lucide-react'
import type { File as SentFile, FileKind } from '#shared/contract/file.ts'
import { fileKind } from '#shared/core/file-kind.ts'

const icons: Record<FileKind, typeof File> = {
  picture: FileImage,
  text: FileCode,
  document: FileText,
  audio: FileMusic,
  video: FilePlay,
  archive: FileArchive,
  other: File,
}

export function FileIcon({ file }: { file: SentFile }) {
  const Icon = icons[fileKind(file)]
  return (
    <span className="fileicon" aria-hidden="true">
      <Icon className="icon icon--20" />
    </span>
  )
}
