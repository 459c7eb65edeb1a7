/** A file as a card: what it is, how large, and a button that saves it. */
import './file.css'
import type { ReactNode } from 'react'
import type { File as SentFile } from '#shared/contract/file.ts'
import { fileKind } from '#shared/core/file-kind.ts'
import { fileEnding } from '#shared/core/file-name.ts'
import { downloadFile, useDownload, type Download } from '#renderer/lib/files/downloads.ts'
import { formatBytes } from '#renderer/lib/format/format-bytes.ts'
import { t } from '#renderer/text/i18n.ts'
import { DownloadButton } from './download-button.tsx'
import { FileIcon } from './file-icon.tsx'
import { FileName } from './file-name.tsx'

export function FileCard({ file }: { file: SentFile }) {
  return (
    <div className="filecard">
      <FileIcon file={file} />
      <div className="grow">
        <FileName name={file.name} />
        <FileFacts file={file} />
      </div>
      <DownloadButton file={file} />
    </div>
  )
}

/** The line under a name: kind and size, or how its download goes. */
export function FileFacts({ file, more }: { file: SentFile; more?: ReactNode }) {
  const download = useDownload(file.id)
  if (download?.problem) {
    return (
      <div className="filefacts filefacts--bad" role="alert">
        <span className="clip">{download.problem}</span>
        <button type="button" className="filefacts__retry" onClick={() => void downloadFile(file)}>
          {t('files:retry')}
        </button>
      </div>
    )
  }
  if (download) return <Progress file={file} download={download} />
  return (
    <div className="filefacts clip">
      {kindInWords(file)} · {formatBytes(file.sizeBytes)}
      {more}
    </div>
  )
}

function Progress({ file, download }: { file: SentFile; download: Download }) {
  const words = t('files:downloading', { received: formatBytes(download.receivedBytes), size: formatBytes(file.sizeBytes) })
  return (
    <div
      className="filefacts clip"
      role="progressbar"
      aria-label={t('files:progressOf', { name: file.name })}
      aria-valuemin={0}
      aria-valuemax={file.sizeBytes}
      aria-valuenow={download.receivedBytes}
      aria-valuetext={words}
    >
      {words}
    </div>
  )
}

const LONGEST_ENDING = 5

/** "PDF", "ZIP", or in a word where the name has no short ending. */
function kindInWords(file: SentFile): string {
  const ending = fileEnding(file.name)
  return ending !== '' && ending.length <= LONGEST_ENDING ? ending.toUpperCase() : t(`files:kinds.${fileKind(file)}`)
}
