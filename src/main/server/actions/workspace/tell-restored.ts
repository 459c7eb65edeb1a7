/** Tells the person of this device that a copy stands in the place of the data file: what they ended since it was made works again, and only they know what that was. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Context } from '../../context.ts'
import { findLastChangeAt } from '../../store/change-log.ts'
import { findPerson } from '../../store/people.ts'
import { tellPerson } from '../messages/tell-person.ts'

/** Resolves when it is on disk. */
export async function tellRestored(ctx: Context, meId: PersonId): Promise<void> {
  await ctx.write((tx) => {
    const [me, at] = [findPerson(tx, meId), findLastChangeAt(tx)]
    if (!me || at === undefined) return
    ctx.log.warn({ at }, 'a copy was put in the place of the data file')
    tellPerson(ctx, tx, { owner: me, text: describe(at), props: { notice: 'restored', name: 'hookline.db', at } })
  })
}

function describe(at: number): string {
  const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  return `A copy was put in the place of the data file: all is as it was on ${time} UTC. What you ended since then works again. Look through the tokens, the addresses and secrets of incoming webhooks, the outgoing webhooks with their addresses and consents, and the people, and end again what should be ended.`
}
