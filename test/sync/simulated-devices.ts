/** Devices of one workspace with their real stores, and a relay in memory that orders what they say: no network, nothing sealed. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Change, ChangeKind, ChangeOf } from '#shared/contract/change.ts'
import type { DeviceId, PersonId } from '#shared/contract/ids.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { tellPrivateNames } from '#server/actions/channels/tell-private-names.ts'
import { ensureWorkspace } from '#server/actions/workspace/set-up-workspace.ts'
import { commit, type Actor, type Context } from '#server/context.ts'
import { createBell } from '#server/dispatcher/bell.ts'
import { createEventBus } from '#server/event-bus.ts'
import { createFileStore } from '#server/files/file-store.ts'
import { createPace } from '#server/listener/pace.ts'
import { newId, random } from '#server/random.ts'
import type { ChangeContent } from '#server/store/change-log.ts'
import type { Connection } from '#server/store/connection.ts'
import { findCursor } from '#server/store/cursors.ts'
import { setLocal } from '#server/store/local-state.ts'
import { envelopeKindOf, type Log } from '#server/store/log-of.ts'
import { openDatabase } from '#server/store/open-database.ts'
import { listLogs, listPast, setCursorsToLast } from '#server/store/past.ts'
import { createWriter } from '#server/store/write.ts'
import type { Arrival, NotOpened, Opened } from '#server/sync/arrival.ts'
import { applyBatch } from '#server/sync/inbox.ts'
import { createOutbox, type Outbox } from '#server/sync/outbox.ts'
import { makeDataFolder, testPlatform } from '../helpers/start-app.ts'

export interface Device {
  readonly name: string
  readonly ctx: Context
  readonly me: Actor
  readonly outbox: Outbox
  readonly connection: Connection
  readonly events: AppEvent[]
  /** Sent to the relay up to this seq. */
  sentTo: number
  say<K extends ChangeKind>(kind: K, scope: ChangeOf<K>['scope'], body: ChangeOf<K>['body']): Promise<unknown>
  stop(): void
}

/** One clock for all, which ticks with every look. */
let clock = Date.UTC(2026, 0, 1)
export const tick = (): number => (clock += 1)

function makeDevice(name: string, personId?: PersonId): Device {
  const folder = makeDataFolder()
  const connection = openDatabase({ path: join(folder, 'hookline.db') })
  const events = createEventBus()
  const writer = createWriter(connection, events.publish)
  const ctx: Context = {
    reader: connection,
    write: writer.write,
    writeSoon: writer.writeSoon,
    events,
    files: createFileStore(folder),
    deliveries: createBell(),
    pending: createBell(),
    pace: createPace(),
    backlog: createBell(),
    repeats: createBell(),
    now: tick,
    newId,
    random,
    log: pino({ enabled: false }),
    platform: testPlatform,
    deviceId: newId<DeviceId>(),
    version: 'test',
  }
  const seen: AppEvent[] = []
  events.subscribe(({ event }) => void seen.push(event))
  return {
    name,
    ctx,
    me: { personId: personId ?? newId<PersonId>() },
    outbox: createOutbox(ctx),
    connection,
    events: seen,
    sentTo: 0,
    say: (kind, scope, body) => ctx.write((tx) => commit(ctx, tx, { kind, scope, body } as unknown as ChangeContent<typeof kind>)),
    stop: () => {
      connection.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const admission = (device: Device, role: 'owner' | 'admin'): ChangeOf<'device.admitted'>['body'] => ({
  deviceId: device.ctx.deviceId,
  personId: device.me.personId,
  username: device.name,
  displayName: device.name,
  role,
  deviceName: `${device.name}-laptop`,
  publicKey: 'a2V5',
  certificate: 'Y2VydA',
})

/** The device on which the workspace was made. What it has so far becomes the relay's past. */
export async function makeFounder(relay: Relay, prepare: (device: Device) => Promise<unknown>): Promise<Device> {
  const device = makeDevice('ada')
  const personId = await ensureWorkspace(device.ctx, { workspaceName: 'Harbour', displayName: 'Ada' })
  const founder = { ...device, me: { personId } }
  await prepare(founder)
  await device.ctx.write((tx) => tellPrivateNames(device.ctx, tx))
  for (const log of listLogs(device.ctx.reader)) for (const { position, change } of listPast(device.ctx.reader, log, 0, 10_000)) relay.place(log, position, change)
  await device.ctx.write((tx) => {
    setCursorsToLast(tx)
    setLocal(tx, 'teamMode', 'host')
  })
  await founder.say('device.admitted', 'workspace', admission(founder, 'owner'))
  return founder
}

export async function makeMember(name: string): Promise<Device> {
  const device = makeDevice(name)
  await device.ctx.write((tx) => {
    setLocal(tx, 'deviceId', device.ctx.deviceId)
    setLocal(tx, 'meId', device.me.personId)
    setLocal(tx, 'teamMode', 'member')
  })
  await device.say('device.admitted', 'workspace', admission(device, 'admin'))
  return device
}

/** Orders each log by itself. */
export class Relay {
  readonly logs = new Map<Log, Arrival[]>()

  /** @param skip why everybody passes over it. */
  append(log: Log, change: Change, skip?: string): void {
    const records = this.logs.get(log) ?? []
    if (records.some((one) => 'id' in one && one.id === change.id)) return
    this.logs.set(log, records)
    const place = { log, position: records.length + 1, at: tick(), device: change.authorDevice, id: change.id }
    records.push(skip === undefined ? { ...place, change: told(change), sealed: envelopeKindOf(log, change) === 'sealed' } : { ...place, skipped: skip })
  }

  /** Of the past: what was elsewhere leaves a gap. */
  place(log: Log, position: number, change: Change): void {
    const records = this.logs.get(log) ?? []
    this.logs.set(log, records)
    while (records.length + 1 < position) records.push({ log, position: records.length + 1, gap: true })
    this.append(log, change)
  }

  /** Sends at most `limit` of what waits there. */
  takeFrom(device: Device, limit = 10_000, judge: (change: Change) => string | undefined = () => undefined): number {
    const waiting = device.outbox.list(device.sentTo, limit)
    for (const { seq, log, change } of waiting) {
      this.append(log, change, judge(change))
      device.sentTo = seq
    }
    return waiting.length
  }

  /** The next of a log for a device, as it would come over the wire. */
  next(device: Device, log: Log, limit = 10_000): Arrival[] {
    const from = findCursor(device.ctx.reader, log)
    return structuredClone((this.logs.get(log) ?? []).slice(from, from + limit))
  }

  /** Brings a device up to date. */
  async bring(device: Device, may: (log: Log) => boolean = () => true): Promise<void> {
    const batch = [...this.logs.keys()].sort((a, b) => Number(b === 'workspace') - Number(a === 'workspace')).filter(may).flatMap((log) => this.next(device, log))
    await applyBatch(device.ctx, batch)
  }
}

/** Those outside learn that there is a private channel, not what it is called. */
function told(change: Change): Change {
  return change.kind === 'channel.created' && change.body.type === 'private' ? { ...change, body: { ...change.body, name: change.scope, displayName: '', purpose: '' } } : change
}

export const asClosed = ({ change: _, sealed: _sealed, ...place }: Opened): NotOpened => ({ ...place, unopened: { state: 'waiting', reason: 'Its key comes later.' } })
