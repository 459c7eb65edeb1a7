/** A file's name in one line: what does not fit is left out before its ending, because the ending says what it is. */
import './file.css'

const LONGEST_ENDING = 12

export function FileName({ name }: { name: string }) {
  const dot = name.lastIndexOf('.')
  const cut = dot > 0 && name.length - dot <= LONGEST_ENDING ? Math.max(0, dot - 2) : name.length
  return (
    <bdi className="filename" title={name}>
      <span className="clip">{name.slice(0, cut)}</span>
      <span>{name.slice(cut)}</span>
    </bdi>
  )
}
