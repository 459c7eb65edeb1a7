/** Writes the envelope of a change: plain facts and webhook messages signed, all else sealed under the newest key of its group. */
import type { Change } from '#shared/contract/change.ts'
import type { Envelope, Subject } from '#shared/contract/envelope.ts'
import { sealEnvelope } from '../sealing/sealed-envelope.ts'
import { signEnvelope } from '../sealing/sign-envelope.ts'
import type { SigningKey } from '../sealing/signing-keys.ts'
import { packChange } from './change-bytes.ts'
import type { Groups } from './groups.ts'
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

export const subjectOf = (log: Log): Subject => (log === 'workspace' ? log : `channel/${log}`) as Subject

/** @throws GroupRefused while there is no key; AppError `limit_reached` when it is too long */
export async function writeEnvelope({ device, signingKey, groups, groupOf, files }: Writing, { log, change: said, redacts }: Outgoing): Promise<Envelope> {
  const change = await files.bring(said)
  const subject = subjectOf(log)
  const place = { id: change.id, subject, device }
  const content = packChange(change)
  const kind = kindOf(log, change)
  if (kind !== 'sealed') return signEnvelope({ ...place, kind, body: content }, signingKey)
  const group = groupOf(subject)
  if (group === undefined) throw new Error(`nobody knows the channel ${log}`)
  const { epoch, key } = await groups.sealingKey(group)
  return sealEnvelope({ ...place, group, epoch, epochKey: key, signingKey, content, ...(redacts === undefined ? {} : { redacts }) })
}

function kindOf(log: Log, change: Change): 'fact' | 'plain' | 'sealed' {
  if (change.kind === 'message.posted' && change.body.type === 'webhook') return 'plain'
  return log === 'workspace' ? 'fact' : 'sealed'
}
