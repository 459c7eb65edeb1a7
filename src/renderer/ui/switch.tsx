/** On or off, at once: a switch acts when it is pressed and needs no Save. */
import './switch.css'

export interface SwitchProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

export function Switch({ label, checked, onChange }: SwitchProps) {
  return <button type="button" role="switch" className="switch" aria-checked={checked} aria-label={label} title={label} onClick={() => onChange(!checked)} />
}
