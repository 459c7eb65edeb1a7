/** Tells the person of this device that the data file was damaged, what is gone and where the damaged file lies: never silently, and never "delete your data". */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Context } from '../../context.ts'
import type { DamageReport } from '../../store/damage.ts'
import { setLocal } from '../../store/local-state.ts'
import { findPerson } from '../../store/people.ts'
import { tellPerson } from '../messages/tell-person.ts'

/** The data file, this device's keys, or the relay that it keeps for a team. */
export type RepairedFile = 'hookline.db' | 'sync.db' | 'relay.db'

/** Resolves when it is on disk. `name`: the data file when left out. */
export async function tellRepair(ctx: Context, meId: PersonId, report: DamageReport & { readonly name?: RepairedFile }): Promise<void> {
  ctx.log.error({ report }, 'the data file was damaged and is repaired')
  const isLossy = report.name === undefined && (report.lost !== null || report.tables.length > 0)
  await ctx.write((tx) => {
    if (isLossy) {
      setLocal(tx, 'lossyRepairAt', String(ctx.now()))
      setLocal(tx, 'lossyRepairKept', report.kept)
    }
    const me = findPerson(tx, meId)
    if (!me) return
    tellPerson(ctx, tx, { owner: me, text: describe(report), props: { notice: 'repaired', name: report.name ?? 'hookline.db', lost: report.lost, tables: report.tables, kept: report.kept } })
  })
}

function describe({ lost, tables, kept, name }: DamageReport & { readonly name?: RepairedFile }): string {
  if (name === 'sync.db') return `The file with this device’s keys was damaged and is repaired. Nothing that was written is lost. The damaged file is kept in ${kept}.`
  if (name === 'relay.db') return `The relay that this device keeps for its team was damaged and is repaired. ${describeGaps(lost?.changes ?? 0)} The damaged file is kept in ${kept}.`
  const own = tables.length === 0 ? '' : ` Some of what this device keeps for itself is gone too (${tables.join(', ')}).`
  return `The data file was damaged and is repaired. ${describeLost(lost)}${own} The damaged file is kept in ${kept}.`
}

function describeGaps(count: number): string {
  if (count === 0) return 'Nothing that was written is lost.'
  return `${count} ${count === 1 ? 'entry' : 'entries'} of channels could not be had again: whoever has them keeps them, whoever had not received them yet, or joins later, does not see them.`
}

function describeLost(lost: DamageReport['lost']): string {
  if (lost === null) return 'Nothing that was written is lost.'
  const changes = lost.changes === null ? 'What was written' : `${lost.changes} ${lost.changes === 1 ? 'change' : 'changes'}`
  const from = lost.from === null ? 'before' : `between ${sayTime(lost.from)} and`
  return `${changes} ${from} ${sayTime(lost.to)} UTC could not be read.`
}

const sayTime = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
