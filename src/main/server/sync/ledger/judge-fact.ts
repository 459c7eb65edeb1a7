/** Judges the next record of a workspace's log by all that came before it: every device comes to the same verdict. */
import type { Change, ChangeOf } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { parsePublicKey, type PublicKey } from '../sealing/signing-keys.ts'
import { verifyEnvelope } from '../sealing/sign-envelope.ts'
import { listVoices, type Hearing, type Rule } from './hearing.ts'
import { judgeArchived, judgeCreated, judgeEdited, judgeJoined, judgeLeft, judgeRestored } from './judge-channels.ts'
import { judgeAdmission, judgeInvite, judgeRemoved, judgeRenamed, judgeRevoked, readNewcomer } from './judge-devices.ts'
import { judgeHook, judgeHookDeleted, judgeSubscription, judgeSubscriptionManaged } from './judge-hooks.ts'
import { judgeHandedOver, judgePerson, judgePersonRemoved, judgeProfile, judgeSetting, judgeWorkspace } from './judge-people.ts'
import { findDevice, type State } from './state.ts'

/** `isSigned`: the device of the envelope has said it, so that it is never heard again, whatever the verdict. */
export interface Judgement {
  readonly reason: string | undefined
  readonly isSigned: boolean
}

type Ruled = Exclude<Change['kind'], 'device.admitted' | `message.${string}` | `reaction.${string}` | `case.${string}` | `consent.${string}`>

const rules: { readonly [K in Ruled]: (isChecked: boolean) => Rule<K> } = {
  'workspace.defined': () => judgeWorkspace,
  'person.defined': () => judgePerson,
  'person.removed': () => judgePersonRemoved,
  'ownership.handedOver': () => judgeHandedOver,
  'profile.changed': () => judgeProfile,
  'setting.changed': () => judgeSetting,
  'hook.defined': () => judgeHook,
  'hook.deleted': () => judgeHookDeleted,
  'subscription.defined': () => judgeSubscription,
  'subscription.switched': () => judgeSubscriptionManaged,
  'subscription.deleted': () => judgeSubscriptionManaged,
  'device.renamed': () => judgeRenamed,
  'device.removed': () => judgeRemoved,
  'invite.created': judgeInvite,
  'invite.revoked': () => judgeRevoked,
  'channel.created': () => judgeCreated,
  'channel.edited': () => judgeEdited,
  'channel.archived': () => judgeArchived,
  'channel.restored': () => judgeRestored,
  'member.joined': () => judgeJoined,
  'member.left': () => judgeLeft,
}

const stranger = 'Its device is not in the workspace, or was removed before.'
const forged = 'Its signature is not by the device that it names.'

/** @param isChecked signatures are taken as they are: an earlier run has checked them. */
export function judgeFact(state: State, record: RelayRecord, change: Change | undefined, isChecked: boolean): Judgement {
  if (record.kind === 'sealed') return { reason: findDevice(state, record.device) ? undefined : stranger, isSigned: false }
  if (record.kind !== 'fact' || !change || !fits(record, change)) return { reason: 'It is no fact that this version of Hookline understands.', isSigned: false }
  if (change.kind === 'device.admitted') return judgeArrival(state, record, change, isChecked)
  const device = findDevice(state, record.device)
  if (!device) return { reason: stranger, isSigned: false }
  if (!isChecked && !isBy(record, device.publicKey)) return { reason: forged, isSigned: false }
  if (!(change.kind in rules)) return { reason: 'This belongs into a channel.', isSigned: true }
  const rule = rules[change.kind as Ruled](isChecked) as (hearing: Hearing, change: Change) => string | undefined
  let reason: string | undefined
  for (const who of listVoices(state, device, change)) {
    const answer = rule({ state, device, who }, change)
    if (answer === undefined) return { reason: undefined, isSigned: true }
    reason ??= answer
  }
  return { reason: reason ?? stranger, isSigned: true }
}

function judgeArrival(state: State, record: RelayRecord, { body }: ChangeOf<'device.admitted'>, isChecked: boolean): Judgement {
  const newcomer = readNewcomer(state, record, body, isChecked)
  if (!newcomer) return { reason: 'The certificate of this device does not hold.', isSigned: false }
  const key = parsePublicKey(newcomer.key)
  if (!key || (!isChecked && !isBy(record, key))) return { reason: forged, isSigned: false }
  return { reason: judgeAdmission(state, body, newcomer, record.at), isSigned: true }
}

/** Whether the change is this envelope's own, and one that may stand among facts. */
export function fits(record: RelayRecord, change: Change): boolean {
  return record.redacts === undefined && change.id === record.id && change.authorDevice === record.device
}

export function isBy(record: RelayRecord, key: PublicKey): boolean {
  return record.signature.length === 64 && verifyEnvelope(record, key)
}
