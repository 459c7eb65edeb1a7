/** One message that is not there yet, in its final geometry: a face, a name and lines of words. */
import './message-bones.css'
import { Skeleton } from '#renderer/ui/skeleton.tsx'

export interface MessageBonesProps {
  name: string
  /** How wide each line is. */
  lines: readonly string[]
  /** People have round faces, tools square ones. */
  face?: 'round' | 'square'
}

export function MessageBones({ name, lines, face = 'round' }: MessageBonesProps) {
  return (
    <div className="msg">
      <Skeleton shape={face} width="36px" height="36px" />
      <div className="msg__bones">
        <Skeleton width={name} />
        {lines.map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    </div>
  )
}
