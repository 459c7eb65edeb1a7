/** Where a record stands, in the server's terms. */
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { ChangeId, ChannelId, DeviceId } from '#shared/contract/ids.ts'
import type { Log } from '../arrival.ts'

export const placeOf = ({ position, at, device, id }: RelayRecord, log: Log) => ({ log, position, at, device: device as DeviceId, id: id as ChangeId })

export const subjectOf = (log: Log): Subject => (log === 'workspace' ? log : `channel/${log}`) as Subject

/** @param subject `workspace` or a channel's */
export const logOfSubject = (subject: Subject): Log => (subject === 'workspace' ? subject : (subject.slice('channel/'.length) as ChannelId))
