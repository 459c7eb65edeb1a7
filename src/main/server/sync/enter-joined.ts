/** The first start after joining: this device is somebody in a workspace that it has nothing of yet. */
import type { DeviceId, PersonId } from '#shared/contract/ids.ts'
import { joinCommonChannels } from '../actions/people/create-person.ts'
import type { Context } from '../context.ts'
import type { Connection } from '../store/connection.ts'
import { findLocal, setLocal } from '../store/local-state.ts'
import { getPerson } from '../store/people.ts'
import type { Writer } from '../store/write.ts'
import type { Sync } from './start-sync.ts'
import { findJoined, syncPath } from './sync-file.ts'

/** Does nothing on every other start. */
export async function enterJoined(connection: Connection, { write }: Pick<Writer, 'write'>, dataFolder: string): Promise<void> {
  if (findLocal(connection, 'meId') !== undefined) return
  const joined = findJoined(syncPath(dataFolder))
  if (!joined) return
  await write((tx) => {
    setLocal(tx, 'deviceId', joined.device as DeviceId)
    setLocal(tx, 'meId', joined.person as PersonId)
    setLocal(tx, 'teamMode', 'member')
    setLocal(tx, 'greeted', '1')
  })
}

/** Resolves when this device knows who and what is there; as everybody new, its person is in the common channels. */
export async function arrive(ctx: Context, sync: Pick<Sync, 'team'>, personId: PersonId): Promise<void> {
  await (await sync.team()).replayed()
  await ctx.write((tx) => {
    if (getPerson(tx, personId).role !== 'guest') joinCommonChannels(ctx, tx, personId)
  })
}
