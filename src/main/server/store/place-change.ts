/** Folds a change again that is in the tables already: because it got its place, or because one before it came later. */
import type { Change } from '#shared/contract/change.ts'
import { applyChange } from './apply-change.ts'
import { toLogged, type Logged, type ChangeRow } from './change-log.ts'
import type { Tx } from './connection.ts'
import type { Log } from './log-of.ts'
import type { Place } from './positions.ts'
import { renewCase } from './projection/cases.ts'
import { settleName } from './projection/names.ts'
import { placeChannel, placeEdit, placeMessage, placePerson, placeReaction, placeRole } from './projection/places.ts'

/** The change stood at `before`, which nothing keeps from now on. */
export function placeChange(tx: Tx, change: Change, before: number, place: Place): void {
  switch (change.kind) {
    case 'message.posted':
      return placeMessage(tx, change, before, place)
    case 'message.edited':
      placeEdit(tx, change, before, place)
      break
    case 'reaction.added':
      placeReaction(tx, change, before, place)
      break
    case 'person.defined':
    case 'device.admitted':
      placePerson(tx, change, before, place)
      settleName(tx, 'person', change.body.username)
      break
    case 'ownership.handedOver':
      placeRole(tx, change.body.personId, before, place)
      placeRole(tx, change.body.handedBy, before, place)
      break
    case 'channel.created':
    case 'channel.edited':
      placeChannel(tx, change, before, place)
      settleName(tx, 'channel', change.body.name)
  }
  applyAgain(tx, change, place)
}

/** Sets once more what the change sets. What it made is there already, and what it counted is counted. */
function applyAgain(tx: Tx, change: Change, place: Place): void {
  if (change.kind === 'channel.created') return
  if (change.kind === 'message.posted') return renewCase(tx, change, place.position)
  applyChange(tx, change, place)
}

/**
 * Applies again what of a log stands at `from` or behind it and sets something: to be called when something came in before it.
 * @returns those, in order
 */
export function applyFrom(tx: Tx, log: Log, from: number): Logged[] {
  const sql = `SELECT * FROM change_log WHERE log = CAST(? AS TEXT) AND position >= ? AND kind <> 'channel.created'
    AND (kind <> 'message.posted' OR body ->> 'case' IS NOT NULL) ORDER BY position`
  const behind = tx.all<ChangeRow>(sql, log, from).map(toLogged)
  for (const { change, place } of behind) applyAgain(tx, change, place)
  return behind
}
