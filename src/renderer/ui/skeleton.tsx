/** One grey bar or shape where something will stand; put them in a container with `aria-busy`. */
import './skeleton.css'

export interface SkeletonProps {
  /** CSS lengths, for instance `110px` or `82%`. */
  width: string
  height?: string
  shape?: 'bar' | 'round' | 'square'
}

export function Skeleton({ width, height, shape = 'bar' }: SkeletonProps) {
  return <span className={shape === 'bar' ? 'bone' : `bone bone--${shape}`} style={{ width, height }} aria-hidden="true" />
}
