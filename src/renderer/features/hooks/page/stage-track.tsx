/** How far a request came: green until the stage that stopped it. */
import { Check, X } from 'lucide-react'
import type { Verdict } from '#shared/contract/verdict.ts'
import { stages, type Stage } from '#shared/core/stages.ts'
import { sayDetail, t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { formatSize } from '../format-request.ts'

export function StageTrack({ verdict, stoppedAt }: { verdict: Verdict; stoppedAt: Stage | null }) {
  const stop = stoppedAt === null ? stages.length : stages.indexOf(stoppedAt)
  return (
    <ol className="track" aria-label={t('hooks:howFar')}>
      {/* Most webhooks ask for no signature. */}
      {stages.map((stage, index) => (stage !== 'signature' || verdict.signature !== null || stoppedAt === stage) && <Step key={stage} stage={stage} verdict={verdict} state={stateOf(index, stop)} />)}
    </ol>
  )
}

type StepState = 'ok' | 'bad' | 'off'

function stateOf(index: number, stop: number): StepState {
  if (index < stop) return 'ok'
  return index === stop ? 'bad' : 'off'
}

function Step({ stage, verdict, state }: { stage: Stage; verdict: Verdict; state: StepState }) {
  return (
    <li className={state === 'ok' ? 'track__step' : `track__step is-${state}`}>
      <span className="track__dot">
        {state === 'ok' && <Check className="icon icon--12" />}
        {state === 'bad' && <X className="icon icon--12" />}
      </span>
      <b>{t(`hooks:stages.${stage}`)}</b>
      <span>{noteOf(stage, verdict, state)}</span>
    </li>
  )
}

function noteOf(stage: Stage, verdict: Verdict, state: StepState): string {
  if (state === 'bad') return t('hooks:stoppedHere')
  if (state === 'off') return t('hooks:notReached')
  if (stage === 'received') return verdict.sizeBytes === 0 ? t('hooks:noBody') : formatSize(verdict.sizeBytes)
  if (stage === 'address') return `•••• ${verdict.lastFour}`
  if (stage === 'signature') return sayDetail(verdict.signature ?? '')
  if (stage === 'read') return verdict.dialect === null ? '' : dialectLabel(verdict.dialect)
  if (stage === 'channel') return verdict.channel === null ? '' : `# ${verdict.channel}`
  return verdict.messageId === null ? t('hooks:once') : t('hooks:onDisk')
}
