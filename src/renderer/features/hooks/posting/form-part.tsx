/** A part of the form of a webhook's rules, under a title of its own. */
import './posting.css'
import { useId, type ReactNode } from 'react'

export function FormPart({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="posting__part" aria-labelledby={id}>
      <h2 id={id} className="posting__title">
        {title}
      </h2>
      {children}
    </section>
  )
}
