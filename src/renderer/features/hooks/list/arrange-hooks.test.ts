import { describe, expect, it } from 'vitest'
import type { Hook } from '#shared/contract/hook.ts'
import { arrangeHooks, type HookFilter } from './arrange-hooks.ts'

const hook = (fields: Partial<Hook>): Hook => ({ name: '', description: '', channel: 'town-square', owner: 'lena', enabled: true, lastUsedAt: null, createdAt: 0, ...fields }) as Hook

const hooks = [
  hook({ name: 'uptime', description: 'Pings every minute', channel: 'alerts-prod', lastUsedAt: 10 }),
  hook({ name: 'deploy', description: 'Rollouts', owner: 'tomas', lastUsedAt: 30 }),
  hook({ name: 'calendar', enabled: false }),
]
const ownerName = (username: string) => (username === 'tomas' ? 'Tomás Fernández' : 'Lena Fischer')
const names = (filter: Partial<HookFilter>) => arrangeHooks(hooks, { search: '', state: 'all', order: 'name', ...filter }, ownerName).map(({ name }) => name)

describe('the list of webhooks', () => {
  it('stands in the order of names, or newest use first with the unused ones last', () => {
    expect(names({})).toEqual(['calendar', 'deploy', 'uptime'])
    expect(names({ order: 'last used' })).toEqual(['deploy', 'uptime', 'calendar'])
  })

  it.each([
    ['name', 'UPTI', ['uptime']],
    ['description', 'rollouts', ['deploy']],
    ['channel', '#alerts', ['uptime']],
    ['the owner’s username', '@tomas', ['deploy']],
    ['the owner’s name without accents', 'fernandez', ['deploy']],
    ['several words in any order', 'minute uptime', ['uptime']],
    ['nothing that is there', 'nope', []],
  ])('finds by %s', (_, search, found) => {
    expect(names({ search })).toEqual(found)
  })

  it('shows those that are off', () => {
    expect(names({ state: 'off' })).toEqual(['calendar'])
  })

  it('leaves the cached list as it was', () => {
    names({ order: 'name' })
    expect(hooks[0]?.name).toBe('uptime')
  })
})
