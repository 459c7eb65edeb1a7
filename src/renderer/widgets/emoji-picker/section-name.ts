/** What a section of the picker is called and drawn with. */
import { Clock, Flag, Hash, Leaf, Lightbulb, Plane, Search, Smile, Trophy, Users, Utensils, type LucideIcon } from 'lucide-react'
import { t } from '#renderer/text/i18n.ts'
import type { SectionId } from './emoji-rows.ts'

const names = {
  recent: 'recent',
  found: 'results',
  0: 'smileys',
  1: 'people',
  3: 'nature',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
} as const satisfies Record<SectionId, string>

export const sectionName = (section: SectionId): string => t(`composer:emoji.${names[section]}`)

export const sectionIcons: Readonly<Record<SectionId, LucideIcon>> = { recent: Clock, found: Search, 0: Smile, 1: Users, 3: Leaf, 4: Utensils, 5: Plane, 6: Trophy, 7: Lightbulb, 8: Hash, 9: Flag }
