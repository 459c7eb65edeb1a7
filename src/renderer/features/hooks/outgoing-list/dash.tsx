/** Nothing to show, in a cell. */
export function Dash() {
  return (
    <span className="faint" aria-hidden="true">
      —
    </span>
  )
}
