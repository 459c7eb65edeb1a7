/** Search and order of the page of all channels. */
import { expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import { arrangeChannels, type ChannelOrder } from './arrange-channels.ts'

const channel = (name: string, members: number, createdAt: number, purpose = '', displayName = ''): Channel =>
  ({ name, displayName, purpose, createdAt, members: Array.from({ length: members }, (_, index) => `p${index}`) }) as unknown as Channel
const channels = [channel('platform', 3, 30), channel('alerts-prod', 9, 10, 'What is on fire'), channel('buero', 3, 20, '', 'Büro Köln')]
const shown = (search: string, order: ChannelOrder = 'name'): string[] => arrangeChannels(channels, search, order).map(({ name }) => name)

test('orders by name, by members and by age, equals by name', () => {
  expect(shown('', 'name')).toEqual(['alerts-prod', 'buero', 'platform'])
  expect(shown('', 'members')).toEqual(['alerts-prod', 'buero', 'platform'])
  expect(shown('', 'newest')).toEqual(['platform', 'buero', 'alerts-prod'])
})

test('finds by name, display name and purpose', () => {
  expect(shown('# prod')).toEqual(['alerts-prod'])
  expect(shown('koln')).toEqual(['buero'])
  expect(shown('on FIRE')).toEqual(['alerts-prod'])
  expect(shown('nothing')).toEqual([])
})
