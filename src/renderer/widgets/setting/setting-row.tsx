/** One line of a settings page: what it is, what it does, the control, and whether it was saved. */
import '#renderer/ui/card.css'
import './setting-row.css'
import { Check, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { useSaveState } from './save-state.ts'

export interface SettingRowProps {
  /** Names the control's save state; unique in the window. */
  name: string
  label: string
  hint?: ReactNode
  /** Of an input or select; controls that carry their own name go without. */
  controlId?: string | undefined
  /** Takes the hint's place. */
  problem?: string | undefined
  /** The control stands below the text and has the whole width. */
  wide?: boolean
  /** Before the text, for instance a picture. */
  start?: ReactNode
  children: ReactNode
}

export function SettingRow({ name, label, hint, controlId, problem, wide = false, start, children }: SettingRowProps) {
  const classes = ['setting', wide && 'setting--wide', start !== undefined && 'setting--started'].filter(Boolean).join(' ')
  return (
    <div className={classes} data-setting={name}>
      {start}
      <div className="setting__text">
        {controlId === undefined ? (
          <p className="setting__label">{label}</p>
        ) : (
          <label className="setting__label" htmlFor={controlId}>
            {label}
          </label>
        )}
        {problem === undefined && hint !== undefined && (
          <p className="setting__hint" id={`${name}-hint`}>
            {hint}
          </p>
        )}
        {problem !== undefined && <Problem id={`${name}-hint`} message={problem} />}
        <SaveNote name={name} />
      </div>
      <div className="setting__control">{children}</div>
    </div>
  )
}

/** Spoken as well as shown. A failure stays until the next try. */
function SaveNote({ name }: { name: string }) {
  const state = useSaveState(name)
  if (state?.kind === 'failed') return <Problem message={state.message} />
  return (
    <p className="setting__saved" role="status">
      {state?.kind === 'saved' && (
        <>
          <Check className="icon icon--14" />
          {t('settings:saved')}
        </>
      )}
    </p>
  )
}

function Problem({ id, message }: { id?: string; message: string }) {
  return (
    <p className="setting__problem" role="alert" id={id}>
      <CircleAlert className="icon icon--14" />
      <span>{message}</span>
    </p>
  )
}

/** The head of a group that has a button. */
export function GroupHead({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="settings-group__head">
      <div className="grow">
        <h2 className="settings-group__title">{title}</h2>
        <p className="settings-group__lead">{lead}</p>
      </div>
      {children}
    </div>
  )
}

/** Rows that belong together, in one card under a heading. */
export function SettingGroup({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className="settings-group">
      <h2 className="settings-group__title">{title}</h2>
      {lead !== undefined && <p className="settings-group__lead">{lead}</p>}
      <div className="card settings-group__rows">{children}</div>
    </section>
  )
}
