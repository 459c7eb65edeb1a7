/** Rules for facts about the workspace itself, its people and its settings. */
import { usernameSchema } from '#shared/contract/person.ts'
import { localSettingKeys, settingSchemas } from '#shared/contract/settings.ts'
import { isAdmin, may, type Hearing, type Rule } from './hearing.ts'
import { findDevice, findPerson } from './state.ts'

export const judgeWorkspace: Rule<'workspace.defined'> = (hearing, { body }) => {
  if (body.workspaceId !== hearing.state.workspaceId) return 'This is about another workspace.'
  return may(hearing, 'workspace.change') ? undefined : 'Only owners and admins can name the workspace.'
}

export const judgePerson: Rule<'person.defined'> = (hearing, { body }) => {
  const { state } = hearing
  const before = state.people.get(body.personId)?.facts.at()
  if (before?.isRemoved) return `@${before.username} was removed from the workspace.`
  if (!before) {
    if (!may(hearing, 'person.create') || body.role === 'owner') return 'Only owners and admins can add people, and nobody a second owner.'
    return explainUsername(hearing, body.username, body.personId)
  }
  if (body.role !== before.role && !may(hearing, 'person.changeRole', { roleBefore: before.role, roleAfter: body.role })) return 'Only owners and admins can change roles, and nobody that of the owner.'
  if (before.role === 'owner' && body.personId !== hearing.who.id) return 'Nobody changes the owner but they themselves.'
  if (!isAdmin(hearing)) return 'Only owners and admins can change people.'
  return body.username === before.username ? undefined : explainUsername(hearing, body.username, body.personId)
}

/** @returns why `username` cannot be this person's. */
export function explainUsername({ state }: Pick<Hearing, 'state'>, username: string, personId: string): string | undefined {
  if (!usernameSchema.safeParse(username).success) return `“${username}” cannot be a username.`
  const holder = state.usernames.get(username)
  return holder === undefined || holder === personId ? undefined : `The username “${username}” is taken.`
}

export const judgePersonRemoved: Rule<'person.removed'> = (hearing, { body }) => {
  const { state, who } = hearing
  const person = findPerson(state, body.personId)
  if (!person) return 'There is no such person.'
  if (body.removedBy !== who.id) return 'This names somebody else as its author.'
  if (person.role === 'owner') return 'The owner cannot be removed.'
  return isAdmin(hearing) || person.id === who.id ? undefined : 'Only owners and admins can remove people.'
}

export const judgeHandedOver: Rule<'ownership.handedOver'> = ({ state, who }, { body }) => {
  if (body.handedBy !== who.id) return 'This names somebody else as its author.'
  if (who.role !== 'owner') return 'Only the owner can hand the workspace over.'
  const person = findPerson(state, body.personId)
  if (!person || person.id === who.id) return 'The workspace is handed over to somebody else who is in it.'
  if (person.role === 'guest') return 'A guest cannot become the owner.'
  // Nobody could act as the owner then, not even to hand it on.
  const isHere = [...state.devices.values()].some((device) => device.person === person.id && findDevice(state, device.id))
  return isHere ? undefined : 'Who has no device in the workspace cannot become its owner.'
}

export const judgeProfile: Rule<'profile.changed'> = ({ who }, { body }) => (body.personId === who.id ? undefined : 'Nobody changes the profile of somebody else.')

export const judgeSetting: Rule<'setting.changed'> = (hearing, { body: { key, value } }) => {
  if (localSettingKeys.has(key)) return `The setting ${key} is of one device and not of the workspace.`
  if (!settingSchemas[key].safeParse(value).success) return `The setting ${key} cannot have this value.`
  return may(hearing, 'setting.change') ? undefined : 'Only owners and admins can change settings.'
}
