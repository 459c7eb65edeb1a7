/** A QR code out of its modules: dark on white in every look, because cameras want it so. */
import './qr-picture.css'

export interface QrPictureProps {
  /** Rows of modules with the light margin around them; true is dark. */
  modules: readonly (readonly boolean[])[]
  /** What it says, for who cannot see it. */
  label: string
}

export function QrPicture({ modules, label }: QrPictureProps) {
  const size = modules.length
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect className="qr__ground" width={size} height={size} />
      <path className="qr__ink" d={modules.map(drawRow).join('')} />
    </svg>
  )
}

/** One rectangle for each run of dark modules. */
function drawRow(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue
    const start = x
    while (row[x + 1] === true) x += 1
    path += `M${start} ${y}h${x - start + 1}v1H${start}z`
  }
  return path
}
