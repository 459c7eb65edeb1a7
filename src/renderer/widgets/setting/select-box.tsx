/** The platform's own select without a label of its own: the row has it. */
import '#renderer/ui/field.css'
import { ChevronDown } from 'lucide-react'

export interface SelectBoxProps {
  id: string
  value: string
  onChange: (value: string) => void
  options: readonly { value: string; label: string }[]
  describedBy?: string | undefined
}

export function SelectBox({ id, value, onChange, options, describedBy }: SelectBoxProps) {
  return (
    <span className="select">
      <select className="field" id={id} value={value} aria-describedby={describedBy} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className="icon icon--14" />
    </span>
  )
}
