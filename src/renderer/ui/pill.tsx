/** A state in one or two words. */
import './pill.css'
import type { ReactNode } from 'react'

export type Tone = 'none' | 'accent' | 'ok' | 'warn' | 'bad'

export function Pill({ tone = 'none', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={tone === 'none' ? 'pill' : `pill pill--${tone}`}>{children}</span>
}
