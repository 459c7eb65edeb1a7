/** How a workspace with a past becomes one with devices: the founder's device tells everything up to its own admission. */
import type { Change } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { parsePublicKey, type PublicKey } from '../sealing/signing-keys.ts'
import { fits, isBy } from './judge-fact.ts'
import { readNewcomer } from './judge-devices.ts'
import type { State } from './state.ts'

export interface Founder {
  readonly device: string
  readonly key: PublicKey
}

/** Who founds the workspace with this record: a device with the word of the root key, as its owner. */
export function findFounder(state: State, record: RelayRecord, change: Change | undefined, isChecked: boolean): Founder | undefined {
  if (record.kind !== 'fact' || change?.kind !== 'device.admitted' || !fits(record, change) || change.body.role !== 'owner') return undefined
  const newcomer = readNewcomer(state, record, change.body, isChecked)
  const key = newcomer?.issuer.kind === 'root' ? parsePublicKey(newcomer.key) : undefined
  return key && (isChecked || isBy(record, key)) ? { device: record.device, key } : undefined
}

/** Why a record from before the founding counts for nobody. What was allowed then was asked then: it need not pass today's rules. */
export function judgePast(state: State, founder: Founder, record: RelayRecord, change: Change | undefined, isChecked: boolean): string | undefined {
  if (record.device !== founder.device) return 'Before the founder’s device nobody else could say anything.'
  if (record.kind === 'sealed') return undefined
  if (record.kind !== 'fact' || !change || !fits(record, change)) return 'It is no fact that this version of Hookline understands.'
  if (!isChecked && !isBy(record, founder.key)) return 'Its signature is not by the device that it names.'
  if (change.kind === 'workspace.defined' && change.body.workspaceId !== state.workspaceId) return 'This is about another workspace.'
  if (change.kind === 'channel.created' && (state.channels.has(change.scope) || change.scope === state.workspaceId)) return 'This id is taken.'
  return /^(device|invite)\./.test(change.kind) ? 'There were no devices and invites before.' : undefined
}
