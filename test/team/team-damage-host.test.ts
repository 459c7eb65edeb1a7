/** The keys of a team damaged at its host: the workspace stays what it was. */
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { harms, patient, restart, stageDamaged } from './damaged-team.ts'

const t = stageDamaged()

describe('sync.db of the host', () => {
  test.each(harms.filter(([name]) => !name.startsWith('a page')))('%s: the workspace is the same, and nothing is lost', patient, async (name, harm) => {
    t.host = await restart(t.host, () => harm(join(t.host.dataFolder, 'sync.db')), true)
    await t.expectAllWell(`host, ${name}`)
  })
})
