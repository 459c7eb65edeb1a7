/** What is done about files of the team that prove wrong in use, or were repaired: the same as for the data file. */
import { join } from 'node:path'
import { tellRepair } from '../actions/workspace/tell-repair.ts'
import type { Context } from '../context.ts'
import { noteRepaired, watchDamage, type DamageWatch } from '../heed-damage.ts'
import { findLocal } from '../store/local-state.ts'
import type { TeamFile } from './engine/home.ts'
import type { Told } from './sync-thread.ts'

export interface TeamFilesWatched {
  readonly dataFolder: string
  /** Says it where the window shows how the team is. */
  tellProblem(problem: string): void
  /** Opens the data folder anew, where a face can. */
  readonly reopen: (() => void) | undefined
}

export function watchTeamFiles(ctx: Context, { dataFolder, tellProblem, reopen }: TeamFilesWatched): Pick<Told, 'damaged' | 'tellRepair'> {
  const watch = (name: TeamFile): DamageWatch => {
    const one = watchDamage(join(dataFolder, name), reopen)
    one.follow(ctx.log)
    return one
  }
  const watches: Readonly<Record<TeamFile, DamageWatch>> = { 'sync.db': watch('sync.db'), 'relay.db': watch('relay.db') }
  return {
    damaged(name, reason) {
      tellProblem(`The file ${name} of this device is damaged (${reason}). It is repaired when Hookline starts next.`)
      watches[name].heed(reason)
    },
    async tellRepair(name, report) {
      noteRepaired(join(dataFolder, name))
      await tellRepair(ctx, findLocal(ctx.reader, 'meId')!, { ...report, how: 'pages', name })
    },
  }
}
