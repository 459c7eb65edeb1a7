/** Saves a file; while it runs the same button shows how far it is and calls it off. */
import './file.css'
import { Download, X } from 'lucide-react'
import type { File as SentFile } from '#shared/contract/file.ts'
import { cancelDownload, downloadFile, useDownload } from '#renderer/lib/files/downloads.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'

export function DownloadButton({ file }: { file: SentFile }) {
  const download = useDownload(file.id)
  const isRunning = download !== undefined && download.problem === null
  if (!isRunning)
    return (
      <IconButton label={t('files:downloadNamed', { name: file.name })} onClick={() => void downloadFile(file)}>
        <Download className="icon" />
      </IconButton>
    )
  const share = file.sizeBytes === 0 ? 1 : download.receivedBytes / file.sizeBytes
  return (
    <IconButton className="ringbtn" label={t('files:cancelDownload', { name: file.name })} onClick={() => cancelDownload(file.id)}>
      <svg className="ringbtn__ring" viewBox="0 0 28 28" aria-hidden="true">
        <circle cx="14" cy="14" r="12" />
        <circle cx="14" cy="14" r="12" pathLength="1" strokeDasharray={`${share} 1`} />
      </svg>
      <X className="icon icon--14" />
    </IconButton>
  )
}
