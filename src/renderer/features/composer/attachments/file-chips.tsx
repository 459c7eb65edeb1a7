/** The files that will go with the message: how far each one is, and what stopped it. */
import './file-chips.css'
import { FileText, RotateCw, X } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import type { PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { formatBytes } from '#renderer/lib/format/format-bytes.ts'
import { removeUpload, retryUpload, uploadsOf, useUploads, type UploadEntry } from '#renderer/lib/files/uploads.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'

/** `onDone` gives the focus back to the text when the button that had it goes. */
export function FileChips({ placeKey, onDone }: { placeKey: PlaceKey; onDone: () => void }) {
  const entries = useUploads(useShallow((state) => uploadsOf(state.entries, placeKey)))
  if (entries.length === 0) return null
  return (
    <ul className="chips" aria-label={t('composer:files.list')}>
      {entries.map((entry) => (
        <Chip key={entry.key} entry={entry} onDone={onDone} />
      ))}
    </ul>
  )
}

function Chip({ entry, onDone }: { entry: UploadEntry; onDone: () => void }) {
  const { key, name, problem, file, previewUrl } = entry
  const handleRemove = (): void => {
    removeUpload(key)
    onDone()
  }
  return (
    <li className={problem === null ? 'chip' : 'chip chip--bad'}>
      <span className="chip__sign" aria-hidden="true">
        {previewUrl === null ? <FileText className="icon icon--20" /> : <img src={previewUrl} alt="" />}
      </span>
      <span className="chip__text">
        <bdi className="chip__name clip" title={name}>
          {name}
        </bdi>
        <State entry={entry} />
      </span>
      {problem !== null && (
        <IconButton label={t('composer:files.retry', { name })} size="small" onClick={() => retryUpload(key)}>
          <RotateCw className="icon icon--14" />
        </IconButton>
      )}
      <IconButton label={t(file === null && problem === null ? 'composer:files.cancel' : 'composer:files.remove', { name })} size="small" onClick={handleRemove}>
        <X className="icon icon--14" />
      </IconButton>
    </li>
  )
}

function State({ entry: { name, sizeBytes, sentBytes, problem, file } }: { entry: UploadEntry }) {
  if (problem !== null)
    return (
      <span className="chip__state clip" role="alert" title={problem}>
        {problem}
      </span>
    )
  if (file !== null) return <span className="chip__state num">{formatBytes(sizeBytes)}</span>
  const percent = sizeBytes === 0 ? 0 : Math.round((100 * sentBytes) / sizeBytes)
  return (
    <span className="chip__bar" role="progressbar" aria-label={t('composer:files.progress', { name })} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
      <span style={{ inlineSize: `${percent}%` }} />
    </span>
  )
}
