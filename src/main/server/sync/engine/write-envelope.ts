/** Writes the envelope of a change: plain facts and webhook messages signed, all else sealed under the newest key of its group. */
import type { Change } from '#shared/contract/change.ts'
import type { Envelope, Subject } from '#shared/contract/envelope.ts'
import { readBodyHead } from '../sealing/sealed-body.ts'
import { sealEnvelope } from '../sealing/sealed-envelope.ts'
import { signEnvelope } from '../sealing/sign-envelope.ts'
import type { SigningKey } from '../sealing/signing-keys.ts'
import { packChange } from './change-bytes.ts'
import type { Groups } from './groups.ts'
import { subjectOf } from './place-of.ts'
import type { TeamFiles } from './team-files.ts'
import type { Log } from '../arrival.ts'
import type { Outgoing } from '../outbox.ts'

export interface Writing {
  readonly device: string
  readonly signingKey: SigningKey
  readonly groups: Pick<Groups, 'sealingKey'>
  readonly groupOf: (subject: Subject) => string | undefined
  readonly files: Pick<TeamFiles, 'bring'>
}

/**
 * @param kept what was written of it before: it stays as it is while nothing but the newest key opens it.
 * @throws GroupRefused while there is no key; FileRefused while the host lacks its files; AppError `limit_reached` when it is too long
 */
export async function writeEnvelope({ device, signingKey, groups, groupOf, files }: Writing, { log, change, redacts }: Outgoing, kept?: Envelope): Promise<Envelope> {
  const subject = subjectOf(log)
  const place = { id: change.id, subject, device }
  const kind = kindOf(log, change)
  if (kind !== 'sealed') return kept ?? signEnvelope({ ...place, kind, body: packChange(await files.bring(change)) }, signingKey)
  const group = groupOf(subject)
  if (group === undefined) throw new Error(`nobody knows the channel ${log}`)
  // The key first: without it the files would be sealed and brought once more at the next try.
  const before = await groups.sealingKey(group)
  if (kept && isUnder(kept, group, before.epoch)) return kept
  const brought = await bringOnce(files, change)
  // While files were on their way somebody may have been removed.
  const { epoch, key } = brought === change ? before : await groups.sealingKey(group)
  const content = packChange(brought)
  return sealEnvelope({ ...place, group, epoch, epochKey: key, signingKey, content, ...(redacts === undefined ? {} : { redacts }) })
}

/** While it waits for a key, as long as it is in memory, what was brought stays so: brought anew it would be with the host twice. */
const broughtBefore = new WeakMap<Change, Change>()

async function bringOnce(files: Writing['files'], change: Change): Promise<Change> {
  const known = broughtBefore.get(change)
  if (known) return known
  const brought = await files.bring(change)
  broughtBefore.set(change, brought)
  return brought
}

function isUnder({ body }: Envelope, group: string, epoch: bigint): boolean {
  const head = readBodyHead(body)
  return head?.group === group && head.epoch === epoch
}

export function kindOf(log: Log, change: Change): 'fact' | 'plain' | 'sealed' {
  if (change.kind === 'message.repeated' || (change.kind === 'message.posted' && change.body.type === 'webhook')) return 'plain'
  return log === 'workspace' ? 'fact' : 'sealed'
}
