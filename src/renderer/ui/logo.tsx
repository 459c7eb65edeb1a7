/** The product's mark: a hook and its float. */
import './logo.css'

export function Logo({ size }: { size: 'small' | 'large' }) {
  return (
    <svg className={`mark mark--${size}`} viewBox="0 0 26 26" role="img" aria-label="Hookline">
      <rect className="mark__ground" width="26" height="26" rx="7" />
      <path className="mark__line" d="M17 9v6.5a4.5 4.5 0 0 1-9 0V11l3.2 2.9" />
      <circle className="mark__float" cx="17" cy="7" r="2.8" />
    </svg>
  )
}
