/** A member who takes ids in the links before others do keeps nobody from the older messages. */
import { hash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { readGroupInfo } from '#server/sync/groups/group-info.ts'
import { readHandshake } from '#server/sync/groups/handshake.ts'
import { canonicalBytes } from '#server/sync/sealing/canonical-bytes.ts'
import { signEnvelope } from '#server/sync/sealing/sign-envelope.ts'
import { isKey, makeTeam, syncAll } from './group-team.ts'

/** Every way to an id from what all can see. */
function foreseeableIds(parts: readonly string[]): string[] {
  const digests = [hash('sha256', `hookline link ${parts.join(' ')}`, 'hex'), hash('sha256', canonicalBytes('hookline/link-id/1', parts), 'hex')]
  return digests.map((digest) => `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`)
}

test('garbage under the ids that others could use for their links is in nobody’s way', async () => {
  const team = makeTeam()
  const [founder, ada, mallory, carl] = [team.founder(), team.invited('ada'), team.invited('mallory'), team.invited('carl')]
  await founder.keys.create()
  for (const one of [ada, mallory]) await one.keys.join()
  await syncAll([founder, ada, mallory])
  await carl.keys.join()
  const joining = team.relay.logs.get(`group/${team.group}`)!.at(-1)!
  const { info, claims } = readGroupInfo(team.group, readHandshake(joining)!.groupInfo)!
  const newer = info.groupContext.epoch
  for (const { own } of [founder, ada]) {
    for (const id of foreseeableIds([team.group, `${newer}`, `${newer - 1n}`, Buffer.from(claims.keyName).toString('hex'), own.certificate.device])) {
      await team.relay.append(signEnvelope({ id, subject: `links/${team.group}`, kind: 'link', device: mallory.own.certificate.device, body: randomBytes(40) }, mallory.own.signingKey))
    }
  }
  await syncAll([founder, ada, carl])
  await carl.keys.recover()
  expect(carl.keys.confirmed()).toBe(true)
  expect([0n, 1n, 2n, newer].map((epoch) => isKey(carl.keys.key(epoch)))).toEqual([true, true, true, true])
})
