/** Pictures of a message, large, over everything else: mounted once by the app, opened by `openLightbox`. */
import './lightbox.css'
import { Dialog } from '@base-ui/react/dialog'
import { ChevronLeft, ChevronRight, Copy, Scan, X, ZoomIn, ZoomOut } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import type { File as SentFile } from '#shared/contract/file.ts'
import { useFileUrl } from '#renderer/lib/file-content.ts'
import { formatBytes } from '#renderer/lib/format-bytes.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { DownloadButton } from '../file/download-button.tsx'
import { isTooLarge } from '../file/picture-size.ts'
import { copyPicture } from './copy-picture.ts'
import { closeLightbox, stepLightbox, useLightbox, zoomLightbox, type Viewed } from './open-lightbox.ts'
import { Stage } from './stage.tsx'

export function LightboxHost() {
  const viewed = useLightbox((state) => state.viewed)
  const popup = useRef<HTMLDivElement>(null)
  // While it fades away it still shows what it showed.
  const shown = useLasting(viewed)
  return (
    <Dialog.Root open={viewed !== null} onOpenChange={(open) => !open && closeLightbox()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="lightbox-place">
          <Dialog.Popup ref={popup} className="lightbox" initialFocus={popup} onKeyDown={handleKey}>
            {shown !== null && <Lightbox {...shown} />}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Arrows follow the reading direction, as the buttons do. */
function handleKey({ key }: KeyboardEvent): void {
  const on = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  if (key === 'ArrowLeft' || key === 'ArrowRight') stepLightbox(key === on ? 1 : -1)
  if (key === '+' || key === '=') zoomLightbox('in')
  if (key === '-') zoomLightbox('out')
  if (key === '0') zoomLightbox('fit')
}

function Lightbox({ pictures, index }: Viewed) {
  const file = pictures[index]
  if (file === undefined) return null
  return (
    <>
      <header className="lightbox__head">
        <Dialog.Title className="lightbox__title clip">
          <bdi>{file.name}</bdi>
        </Dialog.Title>
        <span className="lightbox__facts">
          {formatBytes(file.sizeBytes)}
          {pictures.length > 1 && <span aria-live="polite">{t('files:viewer.place', { place: index + 1, count: pictures.length })}</span>}
        </span>
        <Tools file={file} />
        <Dialog.Close render={<IconButton label={t('files:viewer.close')} />}>
          <X className="icon icon--20" />
        </Dialog.Close>
      </header>
      <Stage key={file.id} file={file} />
      {pictures.length > 1 && <Steps index={index} count={pictures.length} />}
    </>
  )
}

/** A button that cannot be used keeps the focus, so that the keys go on to work. */
function Tools({ file }: { file: SentFile }) {
  const isFit = useLightbox((state) => state.zoom === 'fit')
  const { url } = useFileUrl(isTooLarge(file) ? null : file.id, 'content')
  const handleCopy = async (): Promise<void> => {
    const isCopied = url !== null && (await copyPicture(url))
    toast(isCopied ? { tone: 'ok', text: t('files:viewer.copied') } : { tone: 'bad', text: t('files:viewer.notCopied') })
  }
  return (
    <div className="lightbox__tools">
      <IconButton label={t('files:viewer.zoomOut')} aria-disabled={isFit} onClick={() => zoomLightbox('out')}>
        <ZoomOut className="icon icon--20" />
      </IconButton>
      <IconButton label={t('files:viewer.fit')} aria-disabled={isFit} onClick={() => zoomLightbox('fit')}>
        <Scan className="icon icon--20" />
      </IconButton>
      <IconButton label={t('files:viewer.zoomIn')} onClick={() => zoomLightbox('in')}>
        <ZoomIn className="icon icon--20" />
      </IconButton>
      <IconButton label={t('files:viewer.copy')} onClick={() => void handleCopy()}>
        <Copy className="icon icon--20" />
      </IconButton>
      <DownloadButton file={file} />
    </div>
  )
}

function Steps({ index, count }: { index: number; count: number }) {
  return (
    <>
      <IconButton className="lightbox__step lightbox__step--back" label={t('files:viewer.previous')} aria-disabled={index === 0} onClick={() => stepLightbox(-1)}>
        <ChevronLeft className="icon icon--20" />
      </IconButton>
      <IconButton className="lightbox__step lightbox__step--on" label={t('files:viewer.next')} aria-disabled={index === count - 1} onClick={() => stepLightbox(1)}>
        <ChevronRight className="icon icon--20" />
      </IconButton>
    </>
  )
}
