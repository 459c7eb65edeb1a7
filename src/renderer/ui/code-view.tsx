/** Shows code that the app itself wrote: its author gives the colours as tokens, so no highlighter has to guess. */
import './code-view.css'
import type { RefObject } from 'react'

export interface CodeToken {
  text: string
  kind?: 'keyword' | 'string' | 'number' | 'name' | 'comment'
}

export function CodeView({ code, label, ref }: { code: readonly CodeToken[]; label: string; ref?: RefObject<HTMLPreElement | null> }) {
  return (
    <pre className="http" role="group" aria-label={label} ref={ref}>
      {code.map((token, index) => (
        <span key={index} className={token.kind && `code-${token.kind}`}>
          {token.text}
        </span>
      ))}
    </pre>
  )
}
