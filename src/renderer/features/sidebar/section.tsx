/** A section of channels with its heading, which folds it. */
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { preferenceDefaults } from '#shared/contract/preference.ts'
import { usePreferences } from '#renderer/lib/data/queries.ts'
import { setPreference } from '#renderer/lib/data/set-preference.ts'
import { t } from '#renderer/text/i18n.ts'
import { sayProblem } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { isOpen, type SideSection } from './arrange-sidebar.ts'
import { ChannelRow } from './channel-row.tsx'

export interface SectionProps {
  section: SideSection
  /** My username. */
  me: string
  path: string
  /** The channel whose menu is open. */
  menuOf: string | null
}

export function Section({ section: { name, folded, rows }, me, path, menuOf }: SectionProps) {
  const id = useId()
  const stored = usePreferences().data?.['sidebar.folded'] ?? preferenceDefaults['sidebar.folded']
  const handleFold = (): void => {
    const next = folded ? stored.filter((other) => other !== name) : [...stored, name]
    setPreference('sidebar.folded', next).catch(sayProblem)
  }
  return (
    <div role="group" aria-labelledby={id}>
      <button type="button" id={id} className="nav__sect nav__fold" aria-expanded={!folded} data-nav-item="" onClick={handleFold}>
        <ChevronDown className="icon icon--12" />
        <span className="grow">{t(`sidebar:section.${name}`)}</span>
      </button>
      {rows.map((row) => (
        <ChannelRow key={row.channel.id} row={row} me={me} current={isOpen(row.channel, path)} menuOpen={menuOf === row.channel.id} />
      ))}
    </div>
  )
}
