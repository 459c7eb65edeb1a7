/** Settles, before a hook's message is written, exactly whom names in it tell: by its owner's rule, the sender's wish, the limit of one message and what is left of the hour. */
import type { PostedMessage } from '#shared/contract/change.ts'
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { MentionRule } from '#shared/contract/message.ts'
import { decideMentionRule, describeUntold, narrower } from '#shared/core/hook-mentions.ts'
import { listMentions } from '#shared/core/mentions.ts'
import type { Dialect } from '#shared/dialects/dialect.ts'
import type { AddressTarget } from '../../store/addresses.ts'
import { isMember } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { readMentionsUsed, takeMentions } from '../../store/hook-mentions.ts'
import { readUsernames } from '../../store/people.ts'
import { mentioningText, MOST_NAMED } from '../messages/announce-post.ts'

export interface Naming {
  readonly address: AddressTarget
  readonly dialect: Dialect
  readonly channelId: ChannelId
  readonly body: Pick<PostedMessage, 'text' | 'attachments' | 'silent'>
  /** As the sender asked. */
  readonly asked: MentionRule | undefined
  readonly now: number
}

export interface Narrowed {
  /** What the message keeps, so that every device of a team tells the same people. */
  readonly kept: Pick<PostedMessage, 'mentions' | 'named'>
  /** Sentences for the verdict: who was not told, and why. */
  readonly untold: readonly string[]
}

interface Named {
  readonly people: readonly PersonId[]
  readonly channel: boolean
}

const keep = (rule: MentionRule): Narrowed['kept'] => (rule === 'all' ? {} : { mentions: rule })

/** To be called inside the write that posts. */
export function narrowMentions(tx: Tx, naming: Naming): Narrowed {
  const { address, dialect, body, asked } = naming
  const { rules } = address
  const rule = decideMentionRule(rules.mentions, dialect.mentions.rule, asked)
  const everything = mentioningText({ text: body.text, attachments: body.attachments })
  if (body.silent === true || !everything.includes('@')) return { kept: keep(rule), untold: [] }
  const list = (text: string, by: MentionRule): Named => listNamed(tx, naming.channelId, text, by)
  const { telling, byRule, allowed, limited } = listAllowed(tx, naming, { rule, everything })
  const { told, used } = spend(tx, naming, limited)

  const untold = [
    rules.mentions === 'address' ? null : describeLoss(list(telling, narrower(dialect.mentions.rule === 'exact' ? 'exact' : 'all', asked ?? 'all')), allowed, `this webhook may tell ${whom[rules.mentions]}`),
    describeLoss(allowed, limited, `one message tells at most ${dialect.mentions.most}`),
    describeLoss(limited, told, `${used} of ${rules.mentionsPerHour} mentions this hour`),
  ].filter((sentence) => sentence !== null)
  const seen = telling === everything ? byRule : list(everything, rule)
  const final = finalRule(rule, seen, told)
  return { kept: { ...keep(final), ...(alike(final === rule ? seen : list(everything, final), told, final) ? {} : { named: [...told.people] }) }, untold }
}

/** Whom its words name under the rule, whom of them its owner allows, and whom one message may tell of those. */
function listAllowed(tx: Tx, { address: { rules }, dialect, body, channelId }: Naming, { rule, everything }: { readonly rule: MentionRule; readonly everything: string }) {
  const telling = dialect.mentions.isTextOnly === true ? body.text : everything
  const byRule = listNamed(tx, channelId, telling, rule)
  const allowed = { ...byRule, people: rules.mentions === 'named' ? byRule.people.filter((id) => rules.named.includes(id)) : byRule.people }
  return { telling, byRule, allowed, limited: { ...allowed, people: allowed.people.slice(0, dialect.mentions.most) } }
}

/** Whether the post would tell somebody whom a message that says the same, and was kept so, does not tell. Nothing of the hour is spent. */
export function tellsMore(tx: Tx, naming: Naming, kept: { readonly mentions: MentionRule | null; readonly named: readonly PersonId[] | null }): boolean {
  const { address, dialect, body, asked, channelId, now } = naming
  const everything = mentioningText({ text: body.text, attachments: body.attachments })
  if (body.silent === true || !everything.includes('@')) return false
  const { hookId, rules } = address
  const { limited } = listAllowed(tx, naming, { rule: decideMentionRule(rules.mentions, dialect.mentions.rule, asked), everything })
  const left = rules.mentionsPerHour === null ? Infinity : Math.max(0, rules.mentionsPerHour - readMentionsUsed(tx, hookId, now))
  const would = grant(limited, Math.min(countOf(limited), left))
  const rule = kept.mentions ?? 'all'
  const told = listNamed(tx, channelId, everything, rule)
  const toldPeople = kept.named ?? told.people.slice(0, MOST_NAMED[rule])
  return (would.channel && !told.channel) || would.people.some((id) => !toldPeople.includes(id))
}

/** The rule stays what it is unless it would call somebody who is not told. */
function finalRule(rule: MentionRule, seen: Named, told: Named): MentionRule {
  const isLess = seen.people.length > 0 || seen.channel
  if (isLess && told.people.length === 0 && !told.channel) return 'none'
  return seen.channel && !told.channel ? narrower(rule, 'people') : rule
}

const whom = { everybody: 'everybody', people: 'people by name only', named: 'only those whom its owner chose', nobody: 'nobody' } as const

/** Only members are told: others could not open what they are told of. */
function listNamed(tx: Tx, channelId: ChannelId, text: string, rule: MentionRule): Named {
  const known = readUsernames(tx)
  const { usernames, audience } = listMentions(text, known, rule)
  const people = usernames.map((username) => known.get(username)).filter((id) => id !== undefined && isMember(tx, channelId, id)) as PersonId[]
  return { people, channel: audience }
}

/** People by name come first; everybody at once counts once. */
function spend(tx: Tx, { address, now }: Naming, wanted: Named): { told: Named; used: number } {
  const most = address.rules.mentionsPerHour
  const count = countOf(wanted)
  if (most === null || count === 0) return { told: wanted, used: 0 }
  const { granted, used } = takeMentions(tx, address.hookId, { wanted: count, most, now })
  return { told: grant(wanted, granted), used }
}

const countOf = ({ people, channel }: Named): number => people.length + Number(channel)

const grant = (wanted: Named, granted: number): Named => ({ people: wanted.people.slice(0, granted), channel: wanted.channel && granted === countOf(wanted) })

function describeLoss(before: Named, after: Named, why: string): string | null {
  return describeUntold({ people: before.people.filter((id) => !after.people.includes(id)).length, channel: before.channel && !after.channel }, why)
}

/** Whether the rule alone makes another device tell the same. */
function alike(byRule: Named, told: Named, rule: MentionRule): boolean {
  const people = byRule.people.slice(0, MOST_NAMED[rule])
  return byRule.channel === told.channel && people.length === told.people.length && people.every((id) => told.people.includes(id))
}
