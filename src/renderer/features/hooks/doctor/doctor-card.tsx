/** What the doctor found, in the order in which a request meets it, with the button that mends it. */
import '#renderer/ui/card.css'
import { CircleCheck, CircleX, RefreshCw, Stethoscope, TriangleAlert } from 'lucide-react'
import type { DoctorReport } from '#shared/contract/doctor.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { FormProblem } from '../form-problem.tsx'
import { CheckRow } from './check-row.tsx'
import { useDoctor, useFix } from './queries.ts'

export function DoctorCard({ hook }: { hook: Hook }) {
  const { data: report, error, isFetching, refetch } = useDoctor(hook.id)
  const fix = useFix(hook.id)
  const now = useNow()
  const handleAgain = (): void => {
    fix.reset()
    void refetch()
  }
  return (
    <section className="card doctor" aria-label={t('doctor:title')} aria-busy={isFetching}>
      <div className="doctor__head">
        <Summary report={report} failed={error !== null} />
        <Button size="small" busy={isFetching} onClick={handleAgain}>
          <RefreshCw className="icon icon--14" />
          {t('doctor:again')}
        </Button>
      </div>
      {error !== null && report === undefined && (
        <div className="card__in">
          <FormProblem message={toErrorBody(error).message} />
        </div>
      )}
      <ul className="doctor__checks" aria-label={t('doctor:list')}>
        {report?.checks.map((check) => (
          <CheckRow key={check.id} hook={hook} check={check} now={now} fix={fix} />
        ))}
      </ul>
      {fix.error !== null && (
        <div className="card__in">
          <FormProblem message={toErrorBody(fix.error).message} />
        </div>
      )}
    </section>
  )
}

/** The answer to "why didn't my hook post?", before the reasons. */
function Summary({ report, failed }: { report: DoctorReport | undefined; failed: boolean }) {
  const count = (state: 'failed' | 'warning'): number => report?.checks.filter((check) => check.state === state).length ?? 0
  const [broken, doubtful] = [count('failed'), count('warning')]
  if (report === undefined)
    return (
      <div className="doctor__sum" role="status">
        <Stethoscope className="icon" />
        <b>{failed ? t('doctor:notChecked') : t('doctor:running')}</b>
      </div>
    )
  if (broken > 0)
    return (
      <div className="doctor__sum is-failed" role="status">
        <CircleX className="icon" />
        <div>
          <b>{t('doctor:failing', { count: broken })}</b>
          <p>{t('doctor:nothingPosted')}</p>
        </div>
      </div>
    )
  return (
    <div className={doubtful > 0 ? 'doctor__sum is-warning' : 'doctor__sum is-ok'} role="status">
      {doubtful > 0 ? <TriangleAlert className="icon" /> : <CircleCheck className="icon" />}
      <div>
        <b>{doubtful > 0 ? t('doctor:warning', { count: doubtful }) : t('doctor:allFine')}</b>
        <p>{doubtful > 0 ? t('doctor:nothingPosted') : t('doctor:allFineText')}</p>
      </div>
    </div>
  )
}
