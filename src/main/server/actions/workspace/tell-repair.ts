/** Tells the person of this device that the data file was damaged, what is gone and where the damaged file lies: never silently, and never "delete your data". */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Context } from '../../context.ts'
import type { DamageReport } from '../../store/damage.ts'
import { findPerson } from '../../store/people.ts'
import { tellPerson } from '../messages/tell-person.ts'

/** Resolves when it is on disk. */
export async function tellRepair(ctx: Context, meId: PersonId, report: DamageReport): Promise<void> {
  ctx.log.error({ report }, 'the data file was damaged and is repaired')
  await ctx.write((tx) => {
    const me = findPerson(tx, meId)
    if (!me) return
    tellPerson(ctx, tx, { owner: me, text: describe(report), props: { notice: 'repaired', name: 'hookline.db', lost: report.lost, tables: report.tables, kept: report.kept } })
  })
}

function describe({ lost, tables, kept }: DamageReport): string {
  const own = tables.length === 0 ? '' : ` Some of what this device keeps for itself is gone too (${tables.join(', ')}).`
  return `The data file was damaged and is repaired. ${describeLost(lost)}${own} The damaged file is kept in ${kept}.`
}

function describeLost(lost: DamageReport['lost']): string {
  if (lost === null) return 'Nothing that was written is lost.'
  const changes = lost.changes === null ? 'What was written' : `${lost.changes} ${lost.changes === 1 ? 'change' : 'changes'}`
  const from = lost.from === null ? 'before' : `between ${sayTime(lost.from)} and`
  return `${changes} ${from} ${sayTime(lost.to)} UTC could not be read.`
}

const sayTime = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
