/** Tries a webhook: the doctor walks the way of a request, and a sample goes it. */
import './doctor.css'
import type { Hook } from '#shared/contract/hook.ts'
import { DoctorCard } from './doctor-card.tsx'
import { TrialCard } from './trial-card.tsx'

export function TestTab({ hook }: { hook: Hook }) {
  return (
    <div className="page">
      <div className="page__in testtab">
        <DoctorCard hook={hook} />
        <TrialCard hook={hook} />
      </div>
    </div>
  )
}
