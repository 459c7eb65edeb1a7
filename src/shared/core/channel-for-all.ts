/** The channel that everyone but guests is in: nobody leaves it, and it keeps its name and its place. */
import type { Channel } from '../contract/channel.ts'

/** A private channel may have got its name where two devices gave it at the same time. */
export const isForAll = ({ name, type }: Pick<Channel, 'name' | 'type'>): boolean => name === 'town-square' && type === 'public'
