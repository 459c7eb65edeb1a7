import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { ClosedBar, isClosed } from './closed-bar.tsx'

const person = (username: string) => ({ username, role: 'member' }) as Person
const me = person('lena')
const channel = (type: Channel['type'], ...members: string[]) => ({ name: 'it', type, members, archivedAt: null, creator: 'lena' }) as unknown as Channel
const cache = new QueryClient()
cache.setQueryData(keys.formerPeople, [{ ...person('jim'), displayName: 'Jim Doe' }])
const words = (closed: Channel) => renderToStaticMarkup(<QueryClientProvider client={cache}><ClosedBar channel={closed} me={me} /></QueryClientProvider>)

test.each([
  ['a conversation with somebody who is there', channel('direct', 'jim', 'lena'), [me, person('jim')], false],
  ['with somebody who was removed', channel('direct', 'jim', 'lena'), [me], true],
  ['while it is not known who is there', channel('direct', 'jim', 'lena'), undefined, false],
  ['with myself', channel('direct', 'lena'), [me], false],
  ['a group of which one stayed', channel('group', 'bob', 'jim', 'lena'), [me, person('bob')], false],
  ['a group of which nobody stayed', channel('group', 'bob', 'jim', 'lena'), [me], true],
  ['a channel in which I am alone', channel('private', 'lena'), [me], false],
])('%s', (_, place, people, closed) => expect(isClosed(place, me, people)).toBe(closed))

test('it says who is gone', () => {
  expect(words(channel('direct', 'jim', 'lena'))).toContain('Jim Doe does not belong to this workspace any more.')
  expect(words(channel('group', 'bob', 'jim', 'lena'))).toContain('Nobody else here belongs to this workspace any more.')
})
