/** What the people and the other devices of a workspace do to the cache: who is here, the way to the host, devices, invites, and what cannot be shown. */
import type { AppEvent } from '#shared/contract/events.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { Device, TeamStatus } from '#shared/contract/team.ts'
import { fetchFromHost } from '../files/file-content.ts'
import type { Patches } from './patches.ts'
import { keys } from './query-keys.ts'
import { upsert } from './upsert.ts'

export function collectTeam(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'team.changed':
      if (event.data.link === 'connected') fetchFromHost()
      // Also said when somebody comes or goes.
      patches.invalidateCalmly(keys.devices)
      return patches.add<TeamStatus>(keys.team, (before) => {
        // Invites are asked for only where there is a team.
        if (before.mode !== event.data.mode) patches.invalidate(keys.invites)
        return event.data
      })
    case 'person.changed':
      return collectPerson(patches, event.data)
    case 'person.removed':
      patches.invalidate(keys.formerPeople)
      return patches.add<readonly Person[]>(keys.people, (list) => list.filter(({ id }) => id !== event.data.id))
    case 'device.changed':
      // A new or removed device changes the number that people compare.
      patches.invalidate(keys.everySafety)
      return patches.add<readonly Device[]>(keys.devices, (list) => upsert(list, event.data, 'id'))
    case 'message.changed':
      return event.data.sending === 'refused' ? patches.invalidate(keys.refused) : undefined
    case 'unopened.changed':
      return patches.invalidate(keys.unopened(event.data.channelId))
    case 'invites.changed':
      return patches.invalidate(keys.invites)
  }
}

function collectPerson(patches: Patches, person: Person): void {
  // Messages carry the name.
  patches.invalidate(keys.allMessages)
  patches.add<readonly Person[]>(keys.people, (list) => upsert(list, person, 'id'))
  // Who was removed may have come back.
  patches.add<readonly Person[]>(keys.formerPeople, (list) => list.filter(({ id }) => id !== person.id))
  patches.add<Session>(keys.session, (session) => {
    if (session.me.id !== person.id) return session
    // What I may do and see depends on my role.
    if (session.me.role !== person.role) for (const key of [keys.session, keys.channels]) patches.invalidate(key)
    return { ...session, me: person }
  })
}
