/** The table of lanes: what goes out in order, one behind the other, as one number. */
import type { ChannelId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetAhead, forgetHot, remember } from './hot-cache.ts'

export interface Lane {
  readonly subscriptionId: SubscriptionId
  /** The number of the address, which it keeps wherever in the subscription's list it stands. */
  readonly address: number
  readonly channelId: ChannelId
}

/** Its number; a lane without one gets it now. Remembered: every delivery has one. */
export function getLane(tx: Tx, lane: Lane): number {
  const { subscriptionId, address, channelId } = lane
  const find = () => tx.get<{ id: number }>('SELECT id FROM delivery_lane WHERE subscription_id = ? AND address = ? AND channel_id = ?', subscriptionId, address, channelId)
  return remember(tx, `lane:${subscriptionId}|${address}|${channelId}`, find)?.id ?? insertLane(tx, lane)
}

function insertLane(tx: Tx, { subscriptionId, address, channelId }: Lane): number {
  forgetHot(tx)
  return tx.run('INSERT INTO delivery_lane (subscription_id, address, channel_id) VALUES (?, ?, ?)', subscriptionId, address, channelId)
}

/** From here on no number stands in a lane, nor in a record. */
export function findUnusedAddress(reader: Reader, subscriptionId: SubscriptionId): number {
  return (reader.get<{ last: number | null }>('SELECT max(address) AS last FROM delivery_lane WHERE subscription_id = ?', subscriptionId)?.last ?? -1) + 1
}

/** Of a subscription that does not count: its lanes and all that is on record of them. Looks at every delivery; rare. */
export function deleteLanesOf(tx: Tx, id: SubscriptionId): void {
  forgetHot(tx)
  forgetAhead(tx)
  tx.run('DELETE FROM delivery WHERE subscription_id = ?', id)
  tx.run('DELETE FROM delivery_lane WHERE subscription_id = ?', id)
}

/** The same of a channel. */
export function deleteLanesIn(tx: Tx, id: ChannelId): void {
  forgetHot(tx)
  forgetAhead(tx)
  tx.run('DELETE FROM delivery WHERE channel_id = ?', id)
  tx.run('DELETE FROM delivery_lane WHERE channel_id = ?', id)
}
