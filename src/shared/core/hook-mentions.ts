/** Whom a hook's post may tell: what its owner decided, which a sender can narrow and never widen. */
import type { HookMentions } from '../contract/hook-rules.ts'
import type { MentionRule } from '../contract/message.ts'

/** From the widest to the narrowest. */
const order: readonly MentionRule[] = ['all', 'people', 'exact', 'none']

export const narrower = (a: MentionRule, b: MentionRule): MentionRule => (order.indexOf(a) > order.indexOf(b) ? a : b)

/** `documented` is what the documents of the address's shape say; where those know only exact names, people are named exactly. */
export function decideMentionRule(policy: HookMentions, documented: MentionRule, asked: MentionRule = 'all'): MentionRule {
  return narrower(ownersRule(policy, documented), asked)
}

function ownersRule(policy: HookMentions, documented: MentionRule): MentionRule {
  if (policy === 'address') return documented
  if (policy === 'everybody') return 'all'
  if (policy === 'nobody') return 'none'
  return narrower('people', documented)
}

export interface Untold {
  readonly people: number
  /** Everybody at once was not told. */
  readonly channel: boolean
}

/** "3 people and the channel were not told: why." Null where nobody was left out. */
export function describeUntold({ people, channel }: Untold, why: string): string | null {
  const who = [...(people > 0 ? [people === 1 ? '1 person' : `${people} people`] : []), ...(channel ? ['the channel'] : [])].join(' and ')
  if (who === '') return null
  const isOne = people + Number(channel) === 1
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} ${isOne ? 'was' : 'were'} not told: ${why}.`
}
