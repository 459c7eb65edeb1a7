/** Lets others join this workspace: makes its keys at the first time, and opens the door. */
import { hostname } from 'node:os'
import type { ChangeOf } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { DeviceId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { findLocal, setLocal } from '../../store/local-state.ts'
import { getPerson } from '../../store/people.ts'
import { setCursorsToLast } from '../../store/past.ts'
import { getWorkspace } from '../../store/workspace.ts'
import { requireMay } from '../require.ts'
import { tellPrivateNames } from '../channels/tell-private-names.ts'

export interface Hosting {
  /** Where others reach this device, `host:port`. */
  readonly addresses: readonly string[]
  readonly port: number
}

/** What keeps the keys. */
export interface Keeper {
  /** Makes those of the workspace and of this device. @returns what is to be said of its founder */
  found(founding: { readonly device: DeviceId; readonly deviceName: string; readonly person: string; readonly username: string; readonly displayName: string; readonly workspaceId: string }): Promise<ChangeOf<'device.admitted'>['body']>
  /** @returns why it cannot, for people; null when it is open */
  open(addresses: readonly string[], port: number): Promise<string | null>
}

/** @throws AppError `forbidden`, `conflict` on a device that joined, `unavailable` when the port cannot be listened on */
export async function hostTeam(ctx: Context, actor: Actor, keeper: () => Promise<Keeper>, { addresses, port }: Hosting): Promise<void> {
  requireMay(ctx.reader, actor, 'workspace.change', {}, 'Only owners and admins can let others join.')
  const mode = findLocal(ctx.reader, 'teamMode')
  if (mode === 'member') throw new AppError('conflict', 'This device has joined a workspace: only the device on which it was made can host it.')
  const team = await keeper()
  if (mode === undefined) await found(ctx, team)
  const problem = await team.open(addresses, port)
  if (problem !== null) throw new AppError('unavailable', problem, 'port')
}

async function found(ctx: Context, team: Keeper): Promise<void> {
  const meId = findLocal(ctx.reader, 'meId')!
  const { username, displayName } = getPerson(ctx.reader, meId)
  const body = await team.found({ device: ctx.deviceId, deviceName: hostname(), person: meId, username, displayName, workspaceId: getWorkspace(ctx.reader).id })
  await ctx.write((tx) => {
    // What was here keeps its place; what comes now waits for one.
    tellPrivateNames(ctx, tx)
    setCursorsToLast(tx)
    setLocal(tx, 'teamMode', 'host')
    commit(ctx, tx, { scope: 'workspace', kind: 'device.admitted', body })
  })
}
