/** Pictures of a message, large, over everything else: mounted once by the app, opened by `openLightbox`. */
import './lightbox.css'
import { Dialog } from '@base-ui/react/dialog'
import { ChevronLeft, ChevronRight, Copy, Scan, SquareArrowOutUpRight, X, ZoomIn, ZoomOut } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import { useFileUrl } from '#renderer/lib/files/file-content.ts'
import { formatBytes } from '#renderer/lib/format/format-bytes.ts'
import { openLink } from '#renderer/lib/screen/open-link.ts'
import { usePicture } from '#renderer/lib/files/use-picture.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { DownloadButton } from '../file/download-button.tsx'
import { isTooLarge } from '../file/picture-size.ts'
import { copyPicture } from './copy-picture.ts'
import { closeLightbox, isRemote, stepLightbox, useLightbox, zoomLightbox, type Viewed, type ViewedPicture } from './open-lightbox.ts'
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
  const picture = pictures[index]
  if (picture === undefined) return null
  return (
    <>
      <header className="lightbox__head">
        <Dialog.Title className="lightbox__title clip">
          <bdi>{picture.name}</bdi>
        </Dialog.Title>
        <span className="lightbox__facts">
          {!isRemote(picture) && formatBytes(picture.sizeBytes)}
          {pictures.length > 1 && <span aria-live="polite">{t('files:viewer.place', { place: index + 1, count: pictures.length })}</span>}
        </span>
        <Tools picture={picture} />
        <Dialog.Close render={<IconButton label={t('files:viewer.close')} />}>
          <X className="icon icon--20" />
        </Dialog.Close>
      </header>
      <Stage key={isRemote(picture) ? picture.url : picture.id} picture={picture} />
      {pictures.length > 1 && <Steps index={index} count={pictures.length} />}
    </>
  )
}

/** A button that cannot be used keeps the focus, so that the keys go on to work. */
function Tools({ picture }: { picture: ViewedPicture }) {
  const isFit = useLightbox((state) => state.zoom === 'fit')
  const url = useContent(picture)
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
      {isRemote(picture) ? (
        <IconButton label={t('files:viewer.openAddress')} onClick={() => openLink(picture.url)}>
          <SquareArrowOutUpRight className="icon" />
        </IconButton>
      ) : (
        <DownloadButton file={picture} />
      )}
    </div>
  )
}

/** An object URL of what is shown. */
function useContent(picture: ViewedPicture): string | null {
  const sent = useFileUrl(isRemote(picture) || isTooLarge(picture) ? null : picture.id, 'content')
  const remote = usePicture(isRemote(picture) ? picture.url : null)
  return sent.url ?? remote
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
