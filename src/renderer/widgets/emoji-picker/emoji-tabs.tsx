/** The groups of emoji as a row of tabs: each scrolls the grid to its group. */
import { Toolbar } from '@base-ui/react/toolbar'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import type { Section, SectionId } from './emoji-rows.ts'
import { sectionIcons, sectionName } from './section-name.ts'

export interface EmojiTabsProps {
  sections: readonly Section[]
  /** The one in sight; null while something else is shown. */
  current: SectionId | null
  onChoose: (section: SectionId) => void
}

export function EmojiTabs({ sections, current, onChoose }: EmojiTabsProps) {
  return (
    <Toolbar.Root className="emojis__tabs" aria-label={t('composer:emoji.groups')}>
      {sections.map(({ id }) => {
        const Icon = sectionIcons[id]
        return (
          <Toolbar.Button key={id} disabled={current === null} render={<IconButton label={sectionName(id)} className="emojis__tab" aria-current={id === current ? 'true' : undefined} />} onClick={() => onChoose(id)}>
            <Icon className="icon" />
          </Toolbar.Button>
        )
      })}
    </Toolbar.Root>
  )
}
