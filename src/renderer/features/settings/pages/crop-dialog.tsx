/** Chooses the square of a picture: drag it or use the arrow keys, and bring it nearer with the slider. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { cropSide, drawCrop, fitCrop, middleCrop, MOST_ZOOM, takeCrop, type Crop } from './crop.ts'

export interface CropDialogProps {
  bitmap: ImageBitmap
  onDone: (picture: Blob) => void
  onClose: () => void
}

export function CropDialog({ bitmap, onDone, onClose }: CropDialogProps) {
  const [crop, setCrop] = useState<Crop>(() => middleCrop(bitmap))
  const id = useId()
  const handleDone = async (): Promise<void> => onDone(await takeCrop(bitmap, crop))
  return (
    <Dialog open onClose={onClose} title={t('settings:profile.crop')} text={t('settings:profile.cropText')}>
      <div className="dialog__body crop">
        <CropSquare bitmap={bitmap} crop={crop} onChange={(next) => setCrop(fitCrop(bitmap, next))} />
        <div className="crop__zoom">
          <label htmlFor={id}>{t('settings:profile.zoom')}</label>
          <input id={id} type="range" min={1} max={MOST_ZOOM} step={0.05} value={crop.zoom} onChange={(event) => setCrop(fitCrop(bitmap, { ...crop, zoom: Number(event.target.value) }))} />
        </div>
      </div>
      <DialogButtons>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button kind="primary" onClick={() => void handleDone()}>
          {t('settings:profile.usePicture')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

const SHOWN_PX = 256
const STEP = 0.05
const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

function CropSquare({ bitmap, crop, onChange }: { bitmap: ImageBitmap; crop: Crop; onChange: (crop: Crop) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context) drawCrop(context, 2 * SHOWN_PX, bitmap, crop)
  }, [bitmap, crop])
  const side = cropSide(bitmap, crop.zoom)
  const handleMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const scale = side / event.currentTarget.clientWidth
    // What is dragged follows the pointer, so the square goes the other way.
    onChange({ ...crop, x: crop.x - event.movementX * scale, y: crop.y - event.movementY * scale })
  }
  const handleKey = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    onChange({ ...crop, x: crop.x + step[0] * side * STEP, y: crop.y + step[1] * side * STEP })
  }
  return (
    <canvas
      ref={canvas}
      className="crop__square"
      width={2 * SHOWN_PX}
      height={2 * SHOWN_PX}
      tabIndex={0}
      role="img"
      aria-label={t('settings:profile.cropSpoken')}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={handleMove}
      onKeyDown={handleKey}
    />
  )
}
