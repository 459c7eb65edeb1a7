/** A coloured dot beside the word that says the same. */
import './pill.css'
import type { Tone } from './pill.tsx'

export function Dot({ tone }: { tone: Tone }) {
  return <span className={tone === 'none' ? 'dot' : `dot dot--${tone}`} aria-hidden="true" />
}
