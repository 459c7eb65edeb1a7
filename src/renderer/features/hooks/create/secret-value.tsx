/** A token or secret that is shown this once, beside Copy. */
import './secret-once.css'
import { useRef } from 'react'
import { CopyButton } from '#renderer/ui/copy-button.tsx'

export function SecretValue({ value, copyLabel, primary = true }: { value: string; copyLabel: string; primary?: boolean }) {
  const code = useRef<HTMLElement>(null)
  return (
    <div className="secret">
      <code ref={code}>{value}</code>
      <CopyButton kind={primary ? 'primary' : 'default'} label={copyLabel} text={value} shownIn={code} />
    </div>
  )
}
