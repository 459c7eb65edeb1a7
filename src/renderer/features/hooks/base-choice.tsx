/** Chooses by which way an address is shown and copied; nothing where there is one way only. */
import './base-choice.css'
import { useRef } from 'react'
import type { AddressBase } from '#shared/core/address-bases.ts'
import { CopyIconButton } from '#renderer/ui/copy-button.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useBases, type Bases } from './use-base.ts'

/** Above an address. */
export function BaseChoice() {
  const bases = useBases()
  if (bases.all.length < 2 || bases.chosen === undefined) return null
  return (
    <div className="basechoice">
      <Ways bases={bases} chosen={bases.chosen} />
      <p className="basechoice__note" aria-live="polite">
        {describe(bases.chosen)}
      </p>
    </div>
  )
}

/** Above a list of addresses, whose secrets nobody knows any more: only what they begin with can be shown and copied. */
export function BaseStrip() {
  const bases = useBases()
  const code = useRef<HTMLElement>(null)
  if (bases.all.length < 2 || bases.chosen === undefined) return null
  return (
    <div className="basestrip">
      <span>{t('network:base.begins')}</span>
      <Ways bases={bases} chosen={bases.chosen} />
      <span className="basestrip__url">
        <code ref={code}>{bases.chosen.url}</code>
        <CopyIconButton label={t('network:base.copy')} text={bases.chosen.url} shownIn={code} />
      </span>
    </div>
  )
}

function Ways({ bases: { all, choose }, chosen }: { bases: Bases; chosen: AddressBase }) {
  return <Segment label={t('network:base.choose')} value={chosen.kind} onChange={choose} options={all.map(({ kind }) => ({ value: kind, label: t(`network:base.${kind}`) }))} />
}

function describe({ kind, pin }: AddressBase): string {
  if (kind !== 'network') return kind === 'here' ? t('network:base.hereNote') : t('network:base.publicNote')
  return pin === undefined ? t('network:base.networkNoteGiven') : t('network:base.networkNote')
}
