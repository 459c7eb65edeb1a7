/** An outgoing webhook in a few words: where it listens, what sets it off, how it stands. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import type { Tone } from '#renderer/ui/pill.tsx'
import { t } from '#renderer/text/i18n.ts'

/** It sends from another device of the team, which keeps its addresses to itself. */
export const isElsewhere = ({ urls }: Pick<Subscription, 'urls'>): boolean => urls.length === 0

export interface Known {
  readonly channels: readonly Channel[]
  readonly people: readonly Person[]
  /** My username. */
  readonly me: string
}

/** "# release-room"; conversations are called by their people. */
export function channelNames({ channels: listened }: Subscription, { channels, people, me }: Known): string[] {
  return listened.map(({ id, name }) => {
    const channel = channels.find((one) => one.id === id)
    return channel === undefined || channel.type === 'public' || channel.type === 'private' ? `# ${name}` : channelTitle(channel, me, people).title
  })
}

/** "deploy, rollback" or "every message". */
export function describeTrigger({ trigger }: Pick<Subscription, 'trigger'>): string {
  return trigger.when === 'every' ? t('outgoing:trigger.every') : t('outgoing:triggerOn', { when: t(`outgoing:triggerShort.${trigger.when}`), words: trigger.words.join(', ') })
}

export interface Standing {
  readonly tone: Tone
  readonly label: string
}

/** Null: it is on and sends. `failingSince`: since when every attempt failed (ms since epoch). */
export function describeStanding({ enabled, paused }: Pick<Subscription, 'enabled' | 'paused'>, failingSince: number | null): Standing | null {
  if (!enabled) return { tone: 'none', label: t('hooks:off') }
  if (paused !== null) return { tone: 'warn', label: t('outgoing:paused') }
  return failingSince === null ? null : { tone: 'bad', label: t('health:failing') }
}
