/** One of a few choices, side by side; arrow keys move between them. */
import './segment.css'
import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'

export interface SegmentOption<T extends string> {
  value: T
  label: string
}

export interface SegmentProps<T extends string> {
  label: string
  value: T
  onChange: (value: T) => void
  options: readonly SegmentOption<T>[]
}

export function Segment<T extends string>({ label, value, onChange, options }: SegmentProps<T>) {
  const handleChange = ([next]: readonly T[]) => {
    // Pressing the chosen one again would empty the group; one always stays chosen.
    if (next !== undefined) onChange(next)
  }
  return (
    <ToggleGroup className="segment" aria-label={label} value={[value]} onValueChange={handleChange}>
      {options.map((option) => (
        <Toggle key={option.value} value={option.value}>
          <span className="steady" data-text={option.label}>
            {option.label}
          </span>
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
