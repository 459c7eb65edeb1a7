/** An address that is shown this once: whole, in mono, beside Copy; it can be hidden from a shared screen. */
import './secret-once.css'
import { Eye, EyeOff, KeyRound } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { maskUrl, splitUrl } from './mask-url.ts'

export interface SecretOnceProps {
  url: string
  hidden: boolean
  onHiddenChange: (hidden: boolean) => void
}

export function SecretOnce({ url, hidden, onHiddenChange }: SecretOnceProps) {
  const code = useRef<HTMLElement>(null)
  const { origin, lead, secret } = splitUrl(hidden ? maskUrl(url) : url)
  return (
    <>
      <div className="secret">
        <code ref={code}>
          {origin}
          <span>{lead}</span>
          {secret}
        </code>
        <Button kind="quiet" size="small" aria-label={hidden ? 'Show address' : 'Hide address'} onClick={() => onHiddenChange(!hidden)}>
          {hidden ? <Eye className="icon icon--14" /> : <EyeOff className="icon icon--14" />}
          <span className="hide-narrow">{hidden ? 'Show' : 'Hide'}</span>
        </Button>
        <CopyButton kind="primary" label="Copy address" text={url} shownIn={code} reveal={() => onHiddenChange(false)} />
      </div>
      <p className="hint secret__hint">
        <KeyRound className="icon icon--14" />
        Whoever has it can post. Lost it? Rotate it later, the old one keeps working as long as you choose.
      </p>
    </>
  )
}
