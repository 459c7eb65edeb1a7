/** The picture in the lightbox: fitted or zoomed, moved by dragging, by scrolling and by keys. */
import { ImageOff } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { File as SentFile } from '#shared/contract/file.ts'
import { useFileUrl } from '#renderer/lib/files/file-content.ts'
import { useLate } from '#renderer/lib/look/use-late.ts'
import { useRemotePicture } from '#renderer/lib/files/use-picture.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { isTooLarge } from '../file/picture-size.ts'
import { closeLightbox, isRemote, setFit, useLightbox, zoomLightbox, type RemotePicture, type ViewedPicture } from './open-lightbox.ts'
import { fitScale, toggleZoom, type Box } from './zoom.ts'

export function Stage({ picture }: { picture: ViewedPicture }) {
  return isRemote(picture) ? <RemoteStage picture={picture} /> : <FileStage file={picture} />
}

function FileStage({ file }: { file: SentFile }) {
  const tooLarge = isTooLarge(file)
  const content = useFileUrl(tooLarge ? null : file.id, 'content')
  const thumbnail = useFileUrl(file.hasThumbnail ? file.id : null, 'thumbnail')
  const url = content.url ?? thumbnail.url
  if (tooLarge) return <StageNote text={t('files:viewer.tooLarge')} />
  if (url === null && content.problem !== null) return <StageNote text={content.problem} onRetry={content.retry} />
  return <Canvas url={url} name={file.name} known={sizeOf(file)} isLoading={content.state === 'loading'} />
}

function RemoteStage({ picture }: { picture: RemotePicture }) {
  const { src, isRefused } = useRemotePicture(picture.url)
  if (isRefused) return <StageNote text={t('files:viewer.notFetched')} />
  return <Canvas url={src} name={picture.name} known={null} isLoading={src === null} />
}

interface CanvasProps {
  url: string | null
  name: string
  /** Its size where that is known before it is there. */
  known: Box | null
  isLoading: boolean
}

function Canvas({ url, name, known, isLoading }: CanvasProps) {
  const zoom = useLightbox((state) => state.zoom)
  const stage = useRef<HTMLDivElement>(null)
  const [natural, setNatural] = useState<Box | null>(null)
  const box = useBox(stage)
  const size = known ?? natural
  const fit = size === null ? 1 : fitScale(size, box)
  const scale = zoom === 'fit' ? fit : zoom
  const drag = useDrag(stage, () => zoomLightbox(toggleZoom(zoom, fit)))
  useWheelZoom(stage)
  useEffect(() => setFit(fit), [fit])
  const isLate = useLate(url === null && isLoading, 150)
  return (
    <div ref={stage} className="stage" aria-busy={isLoading} onClick={(event) => event.target === event.currentTarget && closeLightbox()}>
      {isLate && <span className="stage__wait">{t('files:loading')}</span>}
      {url !== null && (
        <img
          className={zoom === 'fit' ? 'stage__picture' : 'stage__picture stage__picture--zoomed'}
          src={url}
          alt={name}
          draggable={false}
          style={size === null ? undefined : { width: size.width * scale, height: size.height * scale }}
          onLoad={({ currentTarget }) => setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })}
          {...drag}
        />
      )}
    </div>
  )
}

function StageNote({ text, onRetry }: { text: string; onRetry?: () => void }) {
  return (
    <div className="stage stage--note">
      <ImageOff className="icon icon--28" />
      <p>{text}</p>
      {onRetry && <Button onClick={onRetry}>{t('files:retry')}</Button>}
    </div>
  )
}

const sizeOf = ({ width, height }: SentFile): Box | null => (width === null || height === null ? null : { width, height })

/** The room for the picture, measured before it is painted. */
function useBox(stage: RefObject<HTMLDivElement | null>): Box {
  const [box, setBox] = useState<Box>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = stage.current
    if (element === null) return
    const measure = (): void => setBox({ width: element.offsetWidth, height: element.offsetHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [stage])
  return box
}

/** A press that stays where it began is a click. */
const CLICK_PX = 4

/** Drags the stage's scroll position with the picture. */
function useDrag(stage: RefObject<HTMLDivElement | null>, onClick: () => void) {
  const from = useRef<{ x: number; y: number; left: number; top: number } | null>(null)
  return {
    onPointerDown: (event: PointerEvent<HTMLImageElement>) => {
      if (event.button !== 0 || stage.current === null) return
      event.currentTarget.setPointerCapture(event.pointerId)
      from.current = { x: event.clientX, y: event.clientY, left: stage.current.scrollLeft, top: stage.current.scrollTop }
    },
    onPointerMove: (event: PointerEvent) => {
      if (from.current === null || stage.current === null) return
      stage.current.scrollLeft = from.current.left - (event.clientX - from.current.x)
      stage.current.scrollTop = from.current.top - (event.clientY - from.current.y)
    },
    onPointerUp: (event: PointerEvent) => {
      const start = from.current
      from.current = null
      if (start !== null && Math.hypot(event.clientX - start.x, event.clientY - start.y) < CLICK_PX) onClick()
    },
  }
}

/** Ctrl or Cmd with the wheel, and two fingers on a touchpad, which browsers tell in the same way. */
function useWheelZoom(stage: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = stage.current
    const handleWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      zoomLightbox(event.deltaY < 0 ? 'in' : 'out')
    }
    // By hand: React's listener is passive and could not keep the page from zooming.
    element?.addEventListener('wheel', handleWheel, { passive: false })
    return () => element?.removeEventListener('wheel', handleWheel)
  }, [stage])
}
