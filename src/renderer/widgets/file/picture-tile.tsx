/** A picture in a list: its room is there at once, the picture when it is loaded, and a click shows it large. */
import './file.css'
import { ImageOff, RotateCw } from 'lucide-react'
import { useState } from 'react'
import type { File as SentFile } from '#shared/contract/file.ts'
import { useFileUrl } from '#renderer/lib/files/file-content.ts'
import { useLate } from '#renderer/lib/look/use-late.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { openLightbox } from '../lightbox/open-lightbox.ts'
import { tileStyle } from './picture-size.ts'

export interface PictureTileProps {
  /** All pictures that the lightbox steps through. */
  pictures: readonly SentFile[]
  index: number
  /** `whole` keeps the picture's shape; `cell` fills a cell of a grid or a row. */
  shape: 'whole' | 'cell'
}

export function PictureTile({ pictures, index, shape }: PictureTileProps) {
  const file = pictures[index]!
  const { state, url, problem, retry } = useFileUrl(file.id, 'thumbnail')
  const [isBroken, setBroken] = useState(false)
  const isLate = useLate(state === 'loading', 150)
  const style = shape === 'whole' ? tileStyle(file) : undefined
  if (problem !== null) {
    return (
      <div className={`tile tile--${shape} tile--bad`} style={style}>
        <ImageOff className="icon" aria-hidden="true" />
        <span className="tile__name">
          <bdi>{file.name}</bdi> {problem}
        </span>
        <IconButton label={t('files:retry')} size="small" onClick={retry}>
          <RotateCw className="icon icon--14" />
        </IconButton>
      </div>
    )
  }
  return (
    <button
      type="button"
      className={`tile tile--${shape} ${isLate ? 'tile--late' : ''}`}
      style={style}
      aria-label={t('files:open', { name: file.name })}
      title={file.name}
      aria-busy={state === 'loading' || undefined}
      onClick={() => openLightbox(pictures, index)}
    >
      {url !== null && !isBroken && <img src={url} alt={file.name} draggable={false} onError={() => setBroken(true)} />}
      {isBroken && <ImageOff className="icon" aria-hidden="true" />}
    </button>
  )
}
